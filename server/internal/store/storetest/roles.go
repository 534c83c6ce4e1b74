package storetest

import (
	"errors"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

func mapRoles(t *testing.T, s store.Store, roles map[string]string) {
	t.Helper()
	update(t, s, func(tx store.Tx) error {
		var errs []error
		for g, role := range roles {
			errs = append(errs, tx.PutRoleMapping(t.Context(), store.RoleMapping{Organisation: acme, GroupID: g, Role: role}))
		}
		return errors.Join(errs...)
	})
}

// effective returns "role via group" by user id.
func effective(t *testing.T, s store.Store) map[string]string {
	t.Helper()
	roles, err := s.EffectiveRoles(t.Context(), acme)
	out := map[string]string{}
	for _, r := range must(t, roles, err) {
		out[r.UserID] = r.Role
		if r.GroupID != "" {
			out[r.UserID] += " via " + r.GroupID
		}
	}
	return out
}

var roleTests = []test{
	{"mappings are put, replaced, listed by group and deleted", func(t *testing.T, s store.Store) {
		insert(t, s, group("h"), group("g"))
		mapRoles(t, s, map[string]string{"h": "boss", "g": "member"})
		mapRoles(t, s, map[string]string{"h": "admin"})
		ms, err := s.RoleMappings(t.Context(), acme)
		equal(t, "mappings", must(t, ms, err), []store.RoleMapping{
			{Organisation: acme, GroupID: "g", Role: "member"}, {Organisation: acme, GroupID: "h", Role: "admin"},
		})
		update(t, s, func(tx store.Tx) error { return tx.DeleteRoleMapping(t.Context(), acme, "h") })
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error { return tx.DeleteRoleMapping(t.Context(), acme, "h") })
		ms, err = s.RoleMappings(t.Context(), acme)
		equal(t, "mappings left", len(must(t, ms, err)), 1)
	}},
	{"only existing groups are mapped", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"))
		for _, id := range []string{"u", "ghost"} {
			refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
				return tx.PutRoleMapping(t.Context(), store.RoleMapping{Organisation: acme, GroupID: id, Role: "boss"})
			})
		}
	}},
	{"the highest role wins, of equals the lowest group id", func(t *testing.T, s store.Store) {
		insert(t, s, user("none"), user("low"), user("both"), user("twice"), group("g3"), group("g2"), group("g1"), group("g0"))
		mapRoles(t, s, map[string]string{"g3": "admin", "g2": "boss", "g1": "boss", "g0": "member"})
		addMembers(t, s, "g0", "low", "both", "twice")
		addMembers(t, s, "g3", "both")
		addMembers(t, s, "g2", "twice")
		addMembers(t, s, "g1", "twice")
		equal(t, "roles", effective(t, s), map[string]string{
			"none": "", "low": "member via g0", "both": "admin via g3", "twice": "boss via g1",
		})
	}},
	{"come through nested groups, whatever the cycles", func(t *testing.T, s store.Store) {
		insert(t, s, user("deep"), user("near"), group("top"), group("mid"), group("low"))
		mapRoles(t, s, map[string]string{"top": "admin", "low": "member"})
		addMembers(t, s, "top", "mid", "near")
		addMembers(t, s, "mid", "low")
		addMembers(t, s, "low", "deep", "top")
		equal(t, "roles", effective(t, s), map[string]string{"deep": "admin via top", "near": "admin via top"})
	}},
	{"inactive users have none", func(t *testing.T, s store.Store) {
		off := user("off")
		off.Active = false
		insert(t, s, off, user("on"), group("g"))
		mapRoles(t, s, map[string]string{"g": "boss"})
		addMembers(t, s, "g", "off", "on")
		roles, err := s.EffectiveRoles(t.Context(), acme)
		equal(t, "roles", must(t, roles, err), []store.EffectiveRole{
			{UserID: "off", UserName: "off@Example.com"},
			{UserID: "on", UserName: "on@Example.com", Active: true, Role: "boss", GroupID: "g"},
		})
		off.Active = true
		update(t, s, func(tx store.Tx) error { return tx.Replace(t.Context(), off) })
		equal(t, "once active", effective(t, s)["off"], "boss via g")
	}},
	{"follow every change at once", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"), group("g"), group("h"))
		mapRoles(t, s, map[string]string{"g": "boss"})
		steps := []struct {
			name string
			fn   func(store.Tx) error
			want string
		}{
			{"joining", func(tx store.Tx) error { _, err := tx.AddMembers(t.Context(), acme, "g", members("u")); return err }, "boss via g"},
			{"a mapping", func(tx store.Tx) error {
				return tx.PutRoleMapping(t.Context(), store.RoleMapping{Organisation: acme, GroupID: "h", Role: "admin"})
			}, "boss via g"},
			{"nesting", func(tx store.Tx) error { _, err := tx.AddMembers(t.Context(), acme, "h", members("g")); return err }, "admin via h"},
			{"a new order of roles", func(tx store.Tx) error {
				return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme, Roles: []string{"admin", "boss"}})
			}, "boss via g"},
			{"a role taken off the list", func(tx store.Tx) error {
				return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme, Roles: []string{"admin"}})
			}, "admin via h"},
			{"unmapping", func(tx store.Tx) error { return tx.DeleteRoleMapping(t.Context(), acme, "h") }, ""},
			{"the role back on the list", func(tx store.Tx) error {
				return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme, Roles: []string{"boss"}})
			}, "boss via g"},
			{"leaving", func(tx store.Tx) error { _, err := tx.RemoveMembers(t.Context(), acme, "g", []string{"u"}); return err }, ""},
		}
		for _, step := range steps {
			update(t, s, step.fn)
			equal(t, "role after "+step.name, effective(t, s)["u"], step.want)
		}
	}},
	{"are listed by key, then id", func(t *testing.T, s store.Store) {
		b, a, c, d := user("1"), user("2"), user("4"), user("3")
		b.UniqueKey, a.UniqueKey, c.UniqueKey, d.UniqueKey = "b", "a", "", ""
		insert(t, s, b, a, c, d)
		roles, err := s.EffectiveRoles(t.Context(), acme)
		var ids []string
		for _, r := range must(t, roles, err) {
			ids = append(ids, r.UserID)
		}
		equal(t, "ids", ids, []string{"3", "4", "2", "1"})
	}},
}
