package storetest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

func putSettings(t *testing.T, s store.Store, org, doc string) (version int64) {
	t.Helper()
	update(t, s, func(tx store.Tx) (err error) {
		version, err = tx.PutSettings(t.Context(), org, []byte(doc))
		return err
	})
	return version
}

func putClients(t *testing.T, s store.Store, clients ...store.Client) {
	t.Helper()
	update(t, s, func(tx store.Tx) error {
		var errs []error
		for _, c := range clients {
			errs = append(errs, tx.PutClient(t.Context(), c))
		}
		return errors.Join(errs...)
	})
}

var settingsTests = []test{
	{"come back with a version that rises", func(t *testing.T, s store.Store) {
		got, err := s.Settings(t.Context(), acme)
		equal(t, "settings before", must(t, got, err), store.Settings{Organisation: acme})
		equal(t, "first version", putSettings(t, s, acme, "{\x00}"), int64(1))
		equal(t, "second version", putSettings(t, s, acme, "later"), int64(2))
		got, err = s.Settings(t.Context(), acme)
		equal(t, "settings", must(t, got, err), store.Settings{Organisation: acme, Version: 2, Doc: []byte("later")})
		o, err := s.Organisation(t.Context(), acme)
		equal(t, "version in the organisation", must(t, o, err).SettingsVersion, int64(2))
		orgs, err := s.Organisations(t.Context())
		equal(t, "version in the list", must(t, orgs, err)[0].SettingsVersion, int64(2))
	}},
	{"changing the organisation leaves them alone", func(t *testing.T, s store.Store) {
		putSettings(t, s, acme, "x")
		update(t, s, func(tx store.Tx) error {
			return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme, Name: "renamed", SettingsVersion: 77})
		})
		got, err := s.Settings(t.Context(), acme)
		equal(t, "settings", must(t, got, err), store.Settings{Organisation: acme, Version: 1, Doc: []byte("x")})
	}},
	{"a new organisation has none, also after one of its name", func(t *testing.T, s store.Store) {
		putSettings(t, s, acme, "x")
		update(t, s, func(tx store.Tx) error { return tx.DeleteOrganisation(t.Context(), acme) })
		if _, err := s.Settings(t.Context(), acme); !isNotFound(err) {
			t.Errorf("Settings of no organisation: got %v, want ErrNotFound", err)
		}
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
			_, err := tx.PutSettings(t.Context(), acme, nil)
			return err
		})
		update(t, s, func(tx store.Tx) error {
			return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme, SettingsVersion: 9})
		})
		got, err := s.Settings(t.Context(), acme)
		equal(t, "settings", must(t, got, err), store.Settings{Organisation: acme})
	}},
	{"a failed transaction changes neither settings nor clients nor notes", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p")
		putSettings(t, s, acme, "x")
		putClients(t, s, store.Client{ID: "c", Organisation: acme, Provider: "p", Doc: []byte("1")})
		refuse(t, s, errRefused, func(tx store.Tx) error {
			_, put := tx.PutSettings(t.Context(), acme, []byte("y"))
			_, use := tx.UseOnce(t.Context(), hashOf("f"), noon, noon.Add(time.Hour))
			if err := errors.Join(put, use,
				tx.PutClient(t.Context(), store.Client{ID: "c", Organisation: acme, Provider: "p", Doc: []byte("2")}),
				tx.DeleteClient(t.Context(), "c")); err != nil {
				return err
			}
			return errRefused
		})
		got, err := s.Settings(t.Context(), acme)
		equal(t, "settings", string(must(t, got, err).Doc), "x")
		c, err := s.Client(t.Context(), "c")
		equal(t, "client", string(must(t, c, err).Doc), "1")
		equal(t, "note is fresh", useOnce(t, s, "f", noon), true)
	}},
	{"clients come back, listed by id", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p", "q")
		want := store.Client{ID: "b", Organisation: acme, Provider: "p", Created: noon.UTC(), Doc: []byte("{\x00}")}
		putClients(t, s, want, store.Client{ID: "a", Organisation: acme, Provider: "q", Doc: []byte("x")})
		got, err := s.Client(t.Context(), "b")
		equal(t, "client", must(t, got, err), want)
		want.Created, want.Doc = noon.Add(time.Hour).UTC(), []byte("later")
		putClients(t, s, want)
		list, err := s.Clients(t.Context(), acme)
		equal(t, "clients", must(t, list, err), []store.Client{{ID: "a", Organisation: acme, Provider: "q", Doc: []byte("x")}, want})
		update(t, s, func(tx store.Tx) error { return tx.DeleteClient(t.Context(), "b") })
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error { return tx.DeleteClient(t.Context(), "b") })
		update(t, s, func(tx store.Tx) error { return tx.DeleteProvider(t.Context(), "q") })
		for _, id := range []string{"a", "b"} {
			if _, err := s.Client(t.Context(), id); !isNotFound(err) {
				t.Errorf("Client(%s) after it or its provider went: got %v, want ErrNotFound", id, err)
			}
		}
	}},
	{"a client needs its provider, and is not taken over", func(t *testing.T, s store.Store) {
		addOther(t, s)
		putProviders(t, s, "p", "q")
		update(t, s, func(tx store.Tx) error {
			return tx.PutProvider(t.Context(), store.Provider{ID: "o", Organisation: other})
		})
		putClients(t, s, store.Client{ID: "c", Organisation: acme, Provider: "p"})
		for name, tt := range map[string]struct {
			client store.Client
			want   error
		}{
			"no provider":            {store.Client{ID: "d", Organisation: acme, Provider: "none"}, store.ErrNotFound},
			"another's provider":     {store.Client{ID: "d", Organisation: acme, Provider: "o"}, store.ErrNotFound},
			"another provider's id":  {store.Client{ID: "c", Organisation: acme, Provider: "q"}, store.ErrConflict},
			"other organisation's":   {store.Client{ID: "c", Organisation: other, Provider: "o"}, store.ErrConflict},
			"organisation not there": {store.Client{ID: "d", Organisation: "none", Provider: "p"}, store.ErrNotFound},
		} {
			t.Run(name, func(t *testing.T) {
				refuse(t, s, tt.want, func(tx store.Tx) error { return tx.PutClient(t.Context(), tt.client) })
			})
		}
		list, err := s.Clients(t.Context(), other)
		equal(t, "clients of the other", must(t, list, err), []store.Client{})
	}},
	{"a fingerprint is fresh once, until its time is over", func(t *testing.T, s store.Store) {
		equal(t, "first", useOnce(t, s, "f", noon), true)
		equal(t, "second", useOnce(t, s, "f", noon.Add(time.Hour-1)), false)
		equal(t, "another", useOnce(t, s, "g", noon), true)
		equal(t, "when it is over", useOnce(t, s, "f", noon.Add(time.Hour)), true)
		equal(t, "again", useOnce(t, s, "f", noon.Add(time.Hour)), false)
	}},
	{"of many who use a fingerprint at once one finds it fresh", func(t *testing.T, s store.Store) {
		var mu sync.Mutex
		fresh := 0
		together(func(int) {
			if useOnce(t, s, "f", noon) {
				mu.Lock()
				fresh++
				mu.Unlock()
			}
		})
		equal(t, "fresh", fresh, 1)
	}},
	{"under Lock, what was read from a list stays true", func(t *testing.T, s store.Store) {
		insert(t, s, group("g"))
		records, ids := numbered(callers)
		insert(t, s, records...)
		together(func(c int) {
			// Each adds its member only if there are fewer than three.
			err := s.Update(t.Context(), func(tx store.Tx) error {
				if err := tx.Lock(t.Context(), acme); err != nil {
					return err
				}
				there, err := tx.Members(t.Context(), acme, "g")
				if err != nil || len(there) >= 3 {
					return err
				}
				_, err = tx.AddMembers(t.Context(), acme, "g", members(ids[c]))
				return err
			})
			if err != nil {
				t.Errorf("Update: %v", err)
			}
		})
		equal(t, "members", len(memberIDs(t, s, "g")), 3)
	}},
	{"read, then write: no settings and no client is lost", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p")
		putClients(t, s, store.Client{ID: "c", Organisation: acme, Provider: "p"})
		together(func(c int) {
			err := s.Update(t.Context(), func(tx store.Tx) error { return appendToBoth(t.Context(), tx, byte('a'+c)) })
			if err != nil {
				t.Errorf("Update: %v", err)
			}
		})
		set, err := s.Settings(t.Context(), acme)
		must(t, set, err)
		c, err := s.Client(t.Context(), "c")
		must(t, c, err)
		slices.Sort(set.Doc)
		slices.Sort(c.Doc)
		equal(t, "settings", string(set.Doc), "abcdefghijklmnop"[:callers])
		equal(t, "client", string(c.Doc), "abcdefghijklmnop"[:callers])
	}},
}

func appendToBoth(ctx context.Context, tx store.Tx, b byte) error {
	set, err := tx.Settings(ctx, acme)
	if err != nil {
		return err
	}
	c, err := tx.Client(ctx, "c")
	if err != nil {
		return err
	}
	c.Doc = append(c.Doc, b)
	_, err = tx.PutSettings(ctx, acme, append(set.Doc, b))
	return errors.Join(err, tx.PutClient(ctx, c))
}

func useOnce(t *testing.T, s store.Store, fingerprint string, now time.Time) (fresh bool) {
	t.Helper()
	err := s.Update(t.Context(), func(tx store.Tx) (err error) {
		fresh, err = tx.UseOnce(t.Context(), hashOf(fingerprint), now, now.Add(time.Hour))
		return err
	})
	if err != nil {
		t.Errorf("UseOnce: %v", err)
	}
	return fresh
}
