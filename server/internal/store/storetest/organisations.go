package storetest

import (
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

var organisationTests = []test{
	{"come back as they were put", func(t *testing.T, s store.Store) {
		want := store.Organisation{ID: "b-1", Name: "Bé \x00 Ltd", Roles: []string{"z", "a", "m"}, Mood: "strict", Created: noon}
		update(t, s, func(tx store.Tx) error { return tx.PutOrganisation(t.Context(), want) })
		want.Created = noon.UTC()
		got, err := s.Organisation(t.Context(), "b-1")
		equal(t, "organisation", must(t, got, err), want)
	}},
	{"are listed by id with their roles", func(t *testing.T, s store.Store) {
		update(t, s, func(tx store.Tx) error {
			for _, o := range []store.Organisation{{ID: "zeta"}, {ID: "abc", Roles: []string{"x", "y"}}} {
				if err := tx.PutOrganisation(t.Context(), o); err != nil {
					return err
				}
			}
			return nil
		})
		orgs, err := s.Organisations(t.Context())
		var ids []string
		roles := 0
		for _, o := range must(t, orgs, err) {
			ids = append(ids, o.ID)
			roles += len(o.Roles)
		}
		equal(t, "ids", ids, []string{"abc", acme, "zeta"})
		equal(t, "roles over all", roles, 5)
	}},
	{"are replaced with what they hold kept", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"))
		update(t, s, func(tx store.Tx) error {
			return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme, Name: "new", Roles: []string{"only"}})
		})
		o, err := s.Organisation(t.Context(), acme)
		equal(t, "organisation", must(t, o, err), store.Organisation{ID: acme, Name: "new", Roles: []string{"only"}})
		get(t, s, store.TypeUser, "u")
	}},
	{"an unknown one is not found", func(t *testing.T, s store.Store) {
		if _, err := s.Organisation(t.Context(), "nobody"); !isNotFound(err) {
			t.Errorf("Organisation(nobody): got %v, want ErrNotFound", err)
		}
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error { return tx.DeleteOrganisation(t.Context(), "nobody") })
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
			r := user("u")
			r.Organisation = "nobody"
			return tx.Insert(t.Context(), &r)
		})
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
			return tx.PutProvider(t.Context(), store.Provider{ID: "p", Organisation: "nobody"})
		})
	}},
	{"what cannot be stored is refused", func(t *testing.T, s store.Store) {
		for name, o := range map[string]store.Organisation{
			"no id":          {},
			"upper case":     {ID: "Acme"},
			"leading dash":   {ID: "-a"},
			"role twice":     {ID: "a", Roles: []string{"x", "y", "x"}},
			"time too late":  {ID: "a", Created: time.Date(2263, 1, 1, 0, 0, 0, 0, time.UTC)},
			"time too early": {ID: "a", Created: time.Date(1677, 1, 1, 0, 0, 0, 0, time.UTC)},
		} {
			err := s.Update(t.Context(), func(tx store.Tx) error { return tx.PutOrganisation(t.Context(), o) })
			if err == nil {
				t.Errorf("%s: PutOrganisation(%+v) succeeded, want an error", name, o)
			}
		}
	}},
	{"take everything with them when deleted", func(t *testing.T, s store.Store) {
		ctx := t.Context()
		fillOrganisation(t, s, acme)
		update(t, s, func(tx store.Tx) error { return tx.DeleteOrganisation(ctx, acme) })
		update(t, s, func(tx store.Tx) error { return tx.PutOrganisation(ctx, store.Organisation{ID: acme}) })
		checkEmpty(t, s, acme)
		fillOrganisation(t, s, acme) // nothing is left that would be in the way
	}},
}
