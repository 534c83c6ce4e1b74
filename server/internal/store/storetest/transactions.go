package storetest

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

var errRefused = errors.New("refused by the test")

// RunTransactions tests Update, Ping and Close.
func RunTransactions(t *testing.T, open Open) {
	run(t, open, []test{
		{"an error undoes everything, and is returned as it is", func(t *testing.T, s store.Store) {
			fillOrganisation(t, s, acme)
			if err := s.Update(t.Context(), wreck(t.Context(), errRefused)); err != errRefused {
				t.Errorf("Update: got %v, want the callback's error itself", err)
			}
			checkFilled(t, s)
			checkUntouched(t, s)
		}},
		{"a panic undoes everything, and is an error", func(t *testing.T, s store.Store) {
			fillOrganisation(t, s, acme)
			err := s.Update(t.Context(), func(tx store.Tx) error {
				_ = wreck(t.Context(), nil)(tx)
				panic("oh dear")
			})
			if err == nil || !strings.Contains(err.Error(), "oh dear") {
				t.Errorf("Update with a panicking callback: got %v, want an error that names the panic", err)
			}
			checkFilled(t, s)
			checkUntouched(t, s)
		}},
		{"a callback that ends its goroutine undoes everything", func(t *testing.T, s store.Store) {
			fillOrganisation(t, s, acme)
			done := make(chan struct{})
			go func() {
				defer close(done)
				err := s.Update(t.Context(), func(tx store.Tx) error {
					_ = wreck(t.Context(), nil)(tx)
					runtime.Goexit()
					return nil
				})
				if err == nil {
					t.Error("Update with a callback that ends its goroutine succeeded")
				}
			}()
			<-done
			checkFilled(t, s)
			checkUntouched(t, s)
		}},
		{"a failed statement may be swallowed", func(t *testing.T, s store.Store) {
			insert(t, s, user("u"))
			update(t, s, func(tx store.Tx) error {
				again, v := user("u"), user("v")
				if err := tx.Insert(t.Context(), &again); !errors.Is(err, store.ErrConflict) {
					return err
				}
				return tx.Insert(t.Context(), &v)
			})
			get(t, s, store.TypeUser, "v")
		}},
		{"a callback sees its own changes, others the last commit", func(t *testing.T, s store.Store) {
			update(t, s, func(tx store.Tx) error {
				r := user("u")
				if err := tx.Insert(t.Context(), &r); err != nil {
					return err
				}
				got, err := tx.Get(t.Context(), acme, store.TypeUser, "u")
				if err == nil && got.Seq != r.Seq {
					t.Errorf("inside: record has Seq %d, Insert said %d", got.Seq, r.Seq)
				}
				return err
			})
			get(t, s, store.TypeUser, "u")
		}},
		{"an ended context means nothing has happened", func(t *testing.T, s store.Store) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			err := s.Update(ctx, func(store.Tx) error {
				t.Error("the callback ran")
				return nil
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("Update: got %v, want context.Canceled", err)
			}
			if _, err := s.Get(ctx, acme, store.TypeUser, "u"); !errors.Is(err, context.Canceled) {
				t.Errorf("Get: got %v, want context.Canceled", err)
			}
		}},
		{"a context that ends while the callback runs gives the true outcome", func(t *testing.T, s store.Store) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r := user("u")
			err := s.Update(ctx, func(tx store.Tx) error {
				if err := tx.Insert(context.WithoutCancel(ctx), &r); err != nil {
					return err
				}
				cancel()
				return nil
			})
			if err != nil {
				t.Errorf("Update: got %v, want success", err)
			}
			get(t, s, store.TypeUser, "u")

			v := user("v")
			err = s.Update(t.Context(), func(tx store.Tx) error {
				if err := tx.Insert(t.Context(), &v); err != nil {
					return err
				}
				return tx.Delete(ctx, acme, store.TypeUser, "u", noon)
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("a statement with an ended context: got %v, want context.Canceled", err)
			}
			equal(t, "users", scanIDs(t, s, acme, store.TypeUser, nil, 0, -1), []string{"u"})
		}},
		{"a Tx kept too long does nothing", func(t *testing.T, s store.Store) {
			var kept store.Tx
			update(t, s, func(tx store.Tx) error {
				kept = tx
				return nil
			})
			r := user("u")
			if err := kept.Insert(t.Context(), &r); err == nil {
				t.Error("Insert after the callback returned succeeded")
			}
			if _, err := kept.Organisations(t.Context()); err == nil {
				t.Error("Organisations after the callback returned succeeded")
			}
			equal(t, "users", scanIDs(t, s, acme, store.TypeUser, nil, 0, -1), []string{})
		}},
		{"Ping answers", func(t *testing.T, s store.Store) {
			if err := s.Ping(t.Context()); err != nil {
				t.Errorf("Ping: %v", err)
			}
		}},
		{"a closed store refuses everything, closing twice is fine", func(t *testing.T, s store.Store) {
			for range 2 {
				if err := s.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
			}
			_, get := s.Get(t.Context(), acme, store.TypeUser, "u")
			var scan error
			for _, scan = range s.Scan(t.Context(), acme, store.TypeUser, nil, 0, -1) {
			}
			for name, err := range map[string]error{
				"Get": get, "Scan": scan, "Ping": s.Ping(t.Context()),
				"Update": s.Update(t.Context(), func(store.Tx) error { return nil }),
			} {
				if !errors.Is(err, store.ErrClosed) {
					t.Errorf("%s: got %v, want ErrClosed", name, err)
				}
			}
		}},
	})
}

// wreck changes whatever fillOrganisation made in every way there is, then returns err.
func wreck(ctx context.Context, err error) func(store.Tx) error {
	return func(tx store.Tx) error {
		_, removed := tx.RemoveMembers(ctx, acme, "outer", []string{"g"})
		_, added := tx.AddMembers(ctx, acme, "outer", members("u"))
		changed, extra := user("u"), user("extra")
		changed.UniqueKey, changed.ExternalID, changed.DisplayKey, changed.Version = "x", "x", "x", 9
		failed := errors.Join(
			removed, added,
			tx.Replace(ctx, changed),
			tx.Insert(ctx, &extra),
			tx.Touch(ctx, acme, store.TypeGroup, "outer", noon),
			tx.PutRoleMapping(ctx, store.RoleMapping{Organisation: acme, GroupID: "outer", Role: "admin"}),
			tx.PutRoleMapping(ctx, store.RoleMapping{Organisation: acme, GroupID: "g", Role: "admin"}),
			tx.DeleteRoleMapping(ctx, acme, "outer"),
			tx.PutOrganisation(ctx, store.Organisation{ID: "fresh"}),
			tx.PutOrganisation(ctx, store.Organisation{ID: acme, Roles: []string{"nothing"}}),
			tx.PutProvider(ctx, store.Provider{ID: "fresh", Organisation: acme}),
			tx.PutToken(ctx, store.Token{ID: "t-acme", Organisation: acme, Provider: "p-acme", Hash: hashOf("x")}),
			tx.DeleteProvider(ctx, "p-acme"),
			tx.Delete(ctx, acme, store.TypeGroup, "g", noon),
			tx.Delete(ctx, acme, store.TypeUser, "u", noon),
			tx.DeleteOrganisation(ctx, acme),
			tx.PutOrganisation(ctx, store.Organisation{ID: acme}),
		)
		if failed != nil {
			return failed
		}
		return err
	}
}

// checkUntouched checks what wreck changes and checkFilled does not look at.
func checkUntouched(t *testing.T, s store.Store) {
	t.Helper()
	orgs, err := s.Organisations(t.Context())
	equal(t, "organisations", len(must(t, orgs, err)), 1)
	equal(t, "roles", orgs[0].Roles, []string{"member", "boss", "admin"})
	ps, err := s.Providers(t.Context(), acme)
	equal(t, "providers", len(must(t, ps, err)), 1)
	equal(t, "users", scanIDs(t, s, acme, store.TypeUser, nil, 0, -1), []string{"u"})
	equal(t, "version of the outer group", get(t, s, store.TypeGroup, "outer").Version, int64(1))
	equal(t, "members of the outer group", memberIDs(t, s, "outer"), []string{"g"})
}
