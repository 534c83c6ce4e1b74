package storetest

import (
	"errors"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

func isNotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }

// fillOrganisation gives org one of everything. Ids of resources are the same in every organisation.
func fillOrganisation(t *testing.T, s store.Store, org string) {
	t.Helper()
	ctx := t.Context()
	update(t, s, func(tx store.Tx) error {
		u, g, outer := user("u"), group("g"), group("outer")
		u.Organisation, g.Organisation, outer.Organisation = org, org, org
		if err := insertAll(ctx, tx, u, g, outer); err != nil {
			return err
		}
		if _, err := tx.AddMembers(ctx, org, "g", members("u")); err != nil {
			return err
		}
		if _, err := tx.AddMembers(ctx, org, "outer", members("g")); err != nil {
			return err
		}
		return errors.Join(
			tx.PutProvider(ctx, store.Provider{ID: "p-" + org, Organisation: org}),
			tx.PutToken(ctx, store.Token{ID: "t-" + org, Organisation: org, Provider: "p-" + org, Hash: hashOf(org)}),
			tx.PutRoleMapping(ctx, store.RoleMapping{Organisation: org, GroupID: "outer", Role: "boss"}),
		)
	})
}

// checkEmpty checks that nothing can be found in org.
func checkEmpty(t *testing.T, s store.Store, org string) {
	t.Helper()
	ctx := t.Context()
	for _, typ := range []string{store.TypeUser, store.TypeGroup} {
		equal(t, typ+" records", scanIDs(t, s, org, typ, nil, 0, -1), []string{})
	}
	for _, narrow := range everyNarrowing("u", "g") {
		for _, typ := range []string{store.TypeUser, store.TypeGroup} {
			equal(t, typ+" records", scanIDs(t, s, org, typ, []store.Eq{narrow}, 0, -1), []string{})
			n, err := s.Count(ctx, org, typ, []store.Eq{narrow})
			equal(t, typ+" count", must(t, n, err), 0)
		}
	}
	providers, err := s.Providers(ctx, org)
	equal(t, "providers", must(t, providers, err), []store.Provider{})
	tokens, err := s.Tokens(ctx, org, "")
	equal(t, "tokens", must(t, tokens, err), []store.Token{})
	mappings, err := s.RoleMappings(ctx, org)
	equal(t, "role mappings", must(t, mappings, err), []store.RoleMapping{})
	ms, err := s.Members(ctx, org, "g")
	equal(t, "members", must(t, ms, err), []store.Member{})
	groups, err := s.GroupsOf(ctx, org, "u")
	equal(t, "groups", must(t, groups, err), []store.GroupRef{})
	roles, err := s.EffectiveRoles(ctx, org)
	equal(t, "effective roles", must(t, roles, err), []store.EffectiveRole{})
	has, err := s.HasMember(ctx, org, "g", "u")
	equal(t, "HasMember", must(t, has, err), false)
	if _, err := s.Get(ctx, org, store.TypeUser, "u"); !isNotFound(err) {
		t.Errorf("Get in %s: got %v, want ErrNotFound", org, err)
	}
}

// everyNarrowing finds the user or the group that fillOrganisation made, by each index.
func everyNarrowing(user, group string) []store.Eq {
	return []store.Eq{
		{Index: store.ByID, Value: user},
		{Index: store.ByUniqueKey, Value: user + "@example.com"},
		{Index: store.ByExternalID, Value: "ext-" + user},
		{Index: store.ByDisplay, Value: "name of " + user},
		{Index: store.ByDisplay, Value: "group " + group},
		{Index: store.ByMember, Value: user},
	}
}

// RunIsolation tests that organisations do not see or touch each other, even if everything in them is alike.
func RunIsolation(t *testing.T, open Open) {
	run(t, open, []test{
		{"nothing of another organisation is seen", func(t *testing.T, s store.Store) {
			addOther(t, s)
			fillOrganisation(t, s, acme)
			checkEmpty(t, s, other)
			if _, err := s.Get(t.Context(), "unheard-of", store.TypeUser, "u"); !isNotFound(err) {
				t.Errorf("Get in an unknown organisation: got %v, want ErrNotFound", err)
			}
		}},
		{"nothing of another organisation can be changed", func(t *testing.T, s store.Store) {
			addOther(t, s)
			fillOrganisation(t, s, acme)
			foreign := user("u")
			foreign.Organisation = other
			for name, fn := range map[string]func(store.Tx) error{
				"Replace":           func(tx store.Tx) error { return tx.Replace(t.Context(), foreign) },
				"Delete":            func(tx store.Tx) error { return tx.Delete(t.Context(), other, store.TypeUser, "u", noon) },
				"Touch":             func(tx store.Tx) error { return tx.Touch(t.Context(), other, store.TypeGroup, "g", noon) },
				"AddMembers":        func(tx store.Tx) error { _, err := tx.AddMembers(t.Context(), other, "g", nil); return err },
				"RemoveMembers":     func(tx store.Tx) error { _, err := tx.RemoveMembers(t.Context(), other, "g", nil); return err },
				"DeleteRoleMapping": func(tx store.Tx) error { return tx.DeleteRoleMapping(t.Context(), other, "outer") },
				"PutRoleMapping": func(tx store.Tx) error {
					return tx.PutRoleMapping(t.Context(), store.RoleMapping{Organisation: other, GroupID: "g", Role: "boss"})
				},
				"PutToken": func(tx store.Tx) error {
					return tx.PutToken(t.Context(), store.Token{ID: "x", Organisation: other, Provider: "p-acme", Hash: hashOf("x")})
				},
			} {
				t.Run(name, func(t *testing.T) { refuse(t, s, store.ErrNotFound, fn) })
			}
			equal(t, "version of the user", get(t, s, store.TypeUser, "u").Version, int64(1))
		}},
		{"members must be of the same organisation", func(t *testing.T, s store.Store) {
			addOther(t, s)
			stranger := user("stranger")
			stranger.Organisation = other
			insert(t, s, stranger, group("g"))
			refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
				_, err := tx.AddMembers(t.Context(), acme, "g", members("stranger"))
				return err
			})
		}},
		{"ids and hashes that are unique in the store are not taken over", func(t *testing.T, s store.Store) {
			addOther(t, s)
			fillOrganisation(t, s, acme)
			refuse(t, s, store.ErrConflict, func(tx store.Tx) error {
				return tx.PutProvider(t.Context(), store.Provider{ID: "p-acme", Organisation: other})
			})
			refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
				return tx.PutProvider(t.Context(), store.Provider{ID: "p-acme", Organisation: "nobody"})
			})
			for name, token := range map[string]store.Token{
				"id":   {ID: "t-acme", Organisation: other, Provider: "p-other", Hash: hashOf("fresh")},
				"hash": {ID: "fresh", Organisation: other, Provider: "p-other", Hash: hashOf(acme)},
			} {
				t.Run(name, func(t *testing.T) {
					refuse(t, s, store.ErrConflict, func(tx store.Tx) error {
						if err := tx.PutProvider(t.Context(), store.Provider{ID: "p-other", Organisation: other}); err != nil {
							return err
						}
						return tx.PutToken(t.Context(), token)
					})
				})
			}
		}},
		{"two organisations may be alike in everything", func(t *testing.T, s store.Store) {
			addOther(t, s)
			fillOrganisation(t, s, acme)
			fillOrganisation(t, s, other)
			update(t, s, func(tx store.Tx) error { return tx.DeleteOrganisation(t.Context(), other) })
			checkFilled(t, s)
		}},
	})
}

const other = "other"

func addOther(t *testing.T, s store.Store) {
	t.Helper()
	update(t, s, func(tx store.Tx) error {
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: other, Roles: []string{"member", "boss"}})
	})
}

// checkFilled checks that what fillOrganisation put into acme is there, seen from every side.
func checkFilled(t *testing.T, s store.Store) {
	t.Helper()
	ctx := t.Context()
	found := 0
	for _, narrow := range everyNarrowing("u", "g") {
		found += len(scanIDs(t, s, acme, store.TypeUser, []store.Eq{narrow}, 0, -1))
		found += len(scanIDs(t, s, acme, store.TypeGroup, []store.Eq{narrow}, 0, -1))
	}
	equal(t, "records found by index", found, 6)
	token, err := s.TokenByHash(ctx, hashOf(acme))
	equal(t, "token", must(t, token, err).ID, "t-acme")
	provider, err := s.Provider(ctx, "p-acme")
	equal(t, "provider", must(t, provider, err).Organisation, acme)
	groups, err := s.GroupsOf(ctx, acme, "u")
	equal(t, "groups", must(t, groups, err), []store.GroupRef{
		{ID: "g", Display: "Group g", Direct: true}, {ID: "outer", Display: "Group outer"},
	})
	roles, err := s.EffectiveRoles(ctx, acme)
	equal(t, "roles", must(t, roles, err), []store.EffectiveRole{
		{UserID: "u", UserName: "u@Example.com", Active: true, Role: "boss", GroupID: "outer"},
	})
}
