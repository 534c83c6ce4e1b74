package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

func memberIDs(t *testing.T, r store.Reader, group string) []string {
	t.Helper()
	ms, err := r.Members(t.Context(), acme, group)
	ids := []string{}
	for _, m := range must(t, ms, err) {
		ids = append(ids, m.ID)
	}
	return ids
}

// changed runs fn in a transaction and returns its count.
func changed(t *testing.T, s store.Store, fn func(store.Tx) (int, error)) (n int) {
	t.Helper()
	update(t, s, func(tx store.Tx) (err error) {
		n, err = fn(tx)
		return err
	})
	return n
}

var memberTests = []test{
	{"are listed as added, once, with type and display", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"), group("g"), group("h"))
		n := changed(t, s, func(tx store.Tx) (int, error) {
			return tx.AddMembers(t.Context(), acme, "g", []store.Member{
				{ID: "b", Type: "Group", Display: "Bé\x00"}, {ID: "h"}, {ID: "b", Display: "again"},
			})
		})
		equal(t, "added", n, 2)
		n = changed(t, s, func(tx store.Tx) (int, error) {
			return tx.AddMembers(t.Context(), acme, "g", []store.Member{{ID: "a"}, {ID: "b", Display: "third"}})
		})
		equal(t, "added to the others", n, 1)
		ms, err := s.Members(t.Context(), acme, "g")
		equal(t, "members", must(t, ms, err), []store.Member{
			{ID: "b", Type: "User", Display: "Bé\x00"}, {ID: "h", Type: "Group"}, {ID: "a", Type: "User"},
		})
		equal(t, "version of the group", get(t, s, store.TypeGroup, "g").Version, int64(1))
	}},
	{"an unknown one is named, and none is added", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("nul"), group("g"))
		var added int
		update(t, s, func(tx store.Tx) error {
			_, err := tx.AddMembers(t.Context(), acme, "g", members("a", "ghost-1", "ghost-2"))
			if !isNotFound(err) || !strings.Contains(err.Error(), "ghost-1") || strings.Contains(err.Error(), "ghost-2") {
				t.Errorf("AddMembers with unknown ids: got %v, want ErrNotFound naming ghost-1", err)
			}
			_, err = tx.AddMembers(t.Context(), acme, "g", members("nul\x00"))
			if !isNotFound(err) {
				t.Errorf("AddMembers with an id cut by NUL: got %v, want ErrNotFound", err)
			}
			ms, err := tx.Members(t.Context(), acme, "g")
			added = len(ms)
			return err
		})
		equal(t, "members after the failure", added, 0)
	}},
	{"are removed, unknown ones ignored", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"), user("c"), group("g"))
		addMembers(t, s, "g", "a", "b", "c")
		n := changed(t, s, func(tx store.Tx) (int, error) {
			return tx.RemoveMembers(t.Context(), acme, "g", []string{"b", "ghost", "b"})
		})
		equal(t, "removed", n, 1)
		equal(t, "members", memberIDs(t, s, "g"), []string{"a", "c"})
		addMembers(t, s, "g", "b")
		equal(t, "after adding again", memberIDs(t, s, "g"), []string{"a", "c", "b"})
	}},
	{"only groups have them", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"))
		for _, id := range []string{"a", "ghost"} {
			refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
				_, err := tx.AddMembers(t.Context(), acme, id, members("b"))
				return err
			})
			refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
				_, err := tx.RemoveMembers(t.Context(), acme, id, []string{"b"})
				return err
			})
			equal(t, "members of "+id, memberIDs(t, s, id), []string{})
		}
	}},
	{"HasMember sees direct members only", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), group("g"), group("h"))
		addMembers(t, s, "g", "a")
		addMembers(t, s, "h", "g")
		for _, tt := range []struct {
			group, id string
			want      bool
		}{{"g", "a", true}, {"h", "g", true}, {"h", "a", false}, {"g", "ghost", false}, {"ghost", "a", false}, {"a", "g", false}} {
			has, err := s.HasMember(t.Context(), acme, tt.group, tt.id)
			equal(t, fmt.Sprintf("HasMember(%s, %s)", tt.group, tt.id), must(t, has, err), tt.want)
		}
	}},
	{"GroupsOf walks up, direct ones first, through cycles", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), group("z"), group("d2"), group("d1"), group("up"), group("loop"))
		addMembers(t, s, "d1", "a")
		addMembers(t, s, "d2", "a")
		addMembers(t, s, "up", "d1", "d2")
		addMembers(t, s, "loop", "up", "loop")
		addMembers(t, s, "d1", "loop")
		addMembers(t, s, "z", "a", "loop")
		for id, want := range map[string][]store.GroupRef{
			"a": {
				{ID: "d1", Display: "Group d1", Direct: true},
				{ID: "d2", Display: "Group d2", Direct: true},
				{ID: "z", Display: "Group z", Direct: true},
				{ID: "loop", Display: "Group loop"},
				{ID: "up", Display: "Group up"},
			},
			"up": {
				{ID: "loop", Display: "Group loop", Direct: true},
				{ID: "d1", Display: "Group d1"},
				{ID: "z", Display: "Group z"},
			},
			"z":     nil,
			"ghost": nil,
		} {
			groups, err := s.GroupsOf(t.Context(), acme, id)
			equal(t, "groups of "+id, must(t, groups, err), append([]store.GroupRef{}, want...))
		}
	}},
	{"GroupsOfEach is GroupsOf for each", func(t *testing.T, s store.Store) {
		update(t, s, func(tx store.Tx) error {
			return tx.PutOrganisation(t.Context(), store.Organisation{ID: "other", Created: noon})
		})
		foreign, shared := group("foreign"), user("b")
		foreign.Organisation, shared.Organisation = "other", "other"
		insert(t, s, user("a"), user("b"), user("lone"), user("nul\x00"), group("g"), group("h"), group("up"), shared, foreign)
		addMembers(t, s, "g", "a", "b", "nul\x00")
		addMembers(t, s, "h", "b")
		addMembers(t, s, "up", "g", "up")
		addMembers(t, s, "g", "up")
		update(t, s, func(tx store.Tx) error {
			_, err := tx.AddMembers(t.Context(), "other", "foreign", members("b"))
			return err
		})
		ids := []string{"b", "a", "nul\x00", "lone", "ghost", "foreign", "b", "up"}
		want := map[string][]store.GroupRef{}
		for _, id := range ids {
			groups, err := s.GroupsOf(t.Context(), acme, id)
			if must(t, groups, err) != nil {
				want[id] = groups
			}
		}
		if len(want) != 4 || len(want["b"]) != 3 {
			t.Fatalf("GroupsOf finds %v; want groups of a, b, nul and up, three of b", want)
		}
		got, err := s.GroupsOfEach(t.Context(), acme, ids)
		equal(t, "groups", must(t, got, err), want)
		got, err = s.GroupsOfEach(t.Context(), acme, nil)
		equal(t, "number of groups of nobody", len(must(t, got, err)), 0)
		update(t, s, func(tx store.Tx) error {
			if _, err := tx.RemoveMembers(t.Context(), acme, "h", []string{"b"}); err != nil {
				return err
			}
			got, err := tx.GroupsOfEach(t.Context(), acme, []string{"b"})
			equal(t, "number of groups of b, seen inside the transaction", len(got["b"]), 2)
			return err
		})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.GroupsOfEach(ctx, acme, ids); !errors.Is(err, context.Canceled) {
			t.Errorf("GroupsOfEach under an ended context: got %v, want context.Canceled", err)
		}
	}},
	{"a deleted member leaves its groups, which notice", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"), group("g"), group("inner"), group("bystander"))
		addMembers(t, s, "g", "a", "inner", "b")
		addMembers(t, s, "bystander", "b")
		later := noon.Add(time.Hour)
		update(t, s, func(tx store.Tx) error { return tx.Delete(t.Context(), acme, store.TypeUser, "a", later) })
		update(t, s, func(tx store.Tx) error { return tx.Delete(t.Context(), acme, store.TypeGroup, "inner", later) })
		equal(t, "members", memberIDs(t, s, "g"), []string{"b"})
		g := get(t, s, store.TypeGroup, "g")
		if g.Version != 3 || !g.Modified.Equal(later) {
			t.Errorf("group after losing two members: version %d, modified %v; want 3, %v", g.Version, g.Modified, later)
		}
		equal(t, "version of another group", get(t, s, store.TypeGroup, "bystander").Version, int64(1))
	}},
	{"a deleted group takes memberships and mapping with it", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), group("g"))
		addMembers(t, s, "g", "a", "g")
		update(t, s, func(tx store.Tx) error {
			return tx.PutRoleMapping(t.Context(), store.RoleMapping{Organisation: acme, GroupID: "g", Role: "boss"})
		})
		update(t, s, func(tx store.Tx) error { return tx.Delete(t.Context(), acme, store.TypeGroup, "g", noon) })
		groups, err := s.GroupsOf(t.Context(), acme, "a")
		equal(t, "groups", must(t, groups, err), []store.GroupRef{})
		ms, err := s.RoleMappings(t.Context(), acme)
		equal(t, "mappings", must(t, ms, err), []store.RoleMapping{})
		insert(t, s, group("g"))
		equal(t, "members of a new group of that id", memberIDs(t, s, "g"), []string{})
	}},
	{"ten thousand", func(t *testing.T, s store.Store) {
		const n = 10_000
		records, ids := numbered(n)
		insert(t, s, records...)
		insert(t, s, group("g"), user("one-more"))
		added := changed(t, s, func(tx store.Tx) (int, error) {
			return tx.AddMembers(t.Context(), acme, "g", members(ids...))
		})
		equal(t, "added", added, n)
		addMembers(t, s, "g", "one-more")
		ids = append(ids, "one-more")
		if got := memberIDs(t, s, "g"); !slices.Equal(got, ids) {
			t.Errorf("%d members come back, or in another order than %d were added", len(got), len(ids))
		}
		removed := changed(t, s, func(tx store.Tx) (int, error) { return tx.RemoveMembers(t.Context(), acme, "g", ids[1:]) })
		equal(t, "removed", removed, n)
		equal(t, "left", memberIDs(t, s, "g"), ids[:1])
	}},
}
