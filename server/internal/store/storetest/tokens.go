package storetest

import (
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

func hashOf(s string) [32]byte { return sha256.Sum256([]byte(s)) }

func putProviders(t *testing.T, s store.Store, ids ...string) {
	t.Helper()
	update(t, s, func(tx store.Tx) error {
		var errs []error
		for _, id := range ids {
			errs = append(errs, tx.PutProvider(t.Context(), store.Provider{ID: id, Organisation: acme, Name: "n", Created: noon}))
		}
		return errors.Join(errs...)
	})
}

func putTokens(t *testing.T, s store.Store, tokens ...store.Token) {
	t.Helper()
	update(t, s, func(tx store.Tx) error {
		var errs []error
		for _, k := range tokens {
			errs = append(errs, tx.PutToken(t.Context(), k))
		}
		return errors.Join(errs...)
	})
}

func token(id, provider string, created time.Time) store.Token {
	return store.Token{ID: id, Organisation: acme, Provider: provider, Hash: hashOf(id), Created: created}
}

var tokenTests = []test{
	{"providers come back, listed by id", func(t *testing.T, s store.Store) {
		putProviders(t, s, "q", "p")
		p, err := s.Provider(t.Context(), "q")
		equal(t, "provider", must(t, p, err), store.Provider{ID: "q", Organisation: acme, Name: "n", Created: noon.UTC()})
		ps, err := s.Providers(t.Context(), acme)
		var ids []string
		for _, p := range must(t, ps, err) {
			ids = append(ids, p.ID)
		}
		equal(t, "ids", ids, []string{"p", "q"})
	}},
	{"a token comes with its organisation", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p")
		mine := token("t", "p", noon)
		putTokens(t, s, mine)
		update(t, s, func(tx store.Tx) error {
			_, err := tx.PutSettings(t.Context(), acme, []byte("{}"))
			return err
		})
		wantToken, err := s.TokenByHash(t.Context(), mine.Hash)
		must(t, wantToken, err)
		wantOrganisation, err := s.Organisation(t.Context(), acme)
		must(t, wantOrganisation, err)
		for name, r := range map[string]func(func(store.Reader)){
			"outside of transactions": func(fn func(store.Reader)) { fn(s) },
			"inside": func(fn func(store.Reader)) {
				update(t, s, func(tx store.Tx) error {
					fn(tx)
					return nil
				})
			},
		} {
			r(func(r store.Reader) {
				k, o, err := store.TokenAndOrganisation(t.Context(), r, mine.Hash)
				equal(t, "token "+name, must(t, k, err), wantToken)
				equal(t, "organisation "+name, o, wantOrganisation)
				if _, _, err := store.TokenAndOrganisation(t.Context(), r, [32]byte{1, 2, 3}); !isNotFound(err) {
					t.Errorf("token that was never issued, %s: got %v, want ErrNotFound", name, err)
				}
			})
		}
	}},
	{"tokens come back by hash with every time", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p")
		want := token("t", "p", noon)
		want.Subject, want.ReadOnly = "ada", true
		want.Label, want.Expires, want.Revoked, want.LastUsed = "label", noon.Add(1), noon.Add(2), noon.Add(3)
		putTokens(t, s, want)
		want.Created, want.Expires = want.Created.UTC(), want.Expires.UTC()
		want.Revoked, want.LastUsed = want.Revoked.UTC(), want.LastUsed.UTC()
		got, err := s.TokenByHash(t.Context(), want.Hash)
		equal(t, "token", must(t, got, err), want)
	}},
	{"tokens that have expired can be removed, in all organisations", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p")
		expiring := func(id string, at time.Time) store.Token {
			k := token(id, "p", noon)
			k.Expires = at
			return k
		}
		putTokens(t, s, expiring("never", time.Time{}), expiring("long ago", time.Unix(-5, 0)), expiring("before", noon.Add(-1)), expiring("then", noon), expiring("later", noon.Add(1)))
		failed := errors.New("changed my mind")
		for _, outcome := range []error{failed, nil} {
			err := s.Update(t.Context(), func(tx store.Tx) error {
				n, err := tx.DeleteTokens(t.Context(), noon)
				if n != 2 && err == nil {
					t.Errorf("DeleteTokens: got %d, want 2", n)
				}
				return errors.Join(err, outcome)
			})
			if !errors.Is(err, outcome) {
				t.Fatalf("Update: got %v, want %v", err, outcome)
			}
			want := []string{"later", "never", "then"}
			if outcome != nil {
				want = []string{"before", "later", "long ago", "never", "then"} // undone
			}
			var left []string
			all, err := s.Tokens(t.Context(), acme, "")
			for _, k := range must(t, all, err) {
				left = append(left, k.ID)
				byHash, err := s.TokenByHash(t.Context(), k.Hash)
				equal(t, "token by hash", must(t, byHash, err).ID, k.ID)
			}
			equal(t, "tokens left", left, want)
		}
		if _, err := s.TokenByHash(t.Context(), hashOf("before")); !isNotFound(err) {
			t.Errorf("a removed token by hash: got %v, want ErrNotFound", err)
		}
	}},
	{"absent times stay absent, 1970 does not become absent", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p")
		k := token("t", "p", time.Time{})
		k.Revoked = time.Unix(0, 0)
		putTokens(t, s, k)
		got, err := s.TokenByHash(t.Context(), k.Hash)
		k.Revoked = k.Revoked.UTC()
		equal(t, "token", must(t, got, err), k)
	}},
	{"are listed by creation, then id, of one provider or all", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p", "q")
		putTokens(t, s, token("late", "p", noon.Add(time.Nanosecond)), token("b", "p", noon), token("a", "q", noon),
			token("early", "q", noon.Add(-time.Hour)))
		for provider, want := range map[string][]string{
			"": {"early", "a", "b", "late"}, "p": {"b", "late"}, "q": {"early", "a"}, "none": {},
		} {
			ts, err := s.Tokens(t.Context(), acme, provider)
			ids := []string{}
			for _, k := range must(t, ts, err) {
				ids = append(ids, k.ID)
			}
			equal(t, "tokens of provider "+provider, ids, want)
		}
	}},
	{"a replaced token is found by its new hash only", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p")
		k := token("t", "p", noon)
		putTokens(t, s, k)
		k.Hash = hashOf("rotated")
		putTokens(t, s, k)
		if _, err := s.TokenByHash(t.Context(), hashOf("t")); !isNotFound(err) {
			t.Errorf("TokenByHash(old hash): got %v, want ErrNotFound", err)
		}
		got, err := s.TokenByHash(t.Context(), k.Hash)
		equal(t, "token by new hash", must(t, got, err).ID, "t")
	}},
	{"a token needs its provider, and an own hash", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p", "q")
		putTokens(t, s, token("t", "p", noon))
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
			return tx.PutToken(t.Context(), token("x", "nobody", noon))
		})
		for name, k := range map[string]store.Token{
			"hash of another":   {ID: "x", Organisation: acme, Provider: "p", Hash: hashOf("t")},
			"id of another's":   {ID: "t", Organisation: acme, Provider: "q", Hash: hashOf("x")},
			"both of another's": {ID: "t", Organisation: acme, Provider: "q", Hash: hashOf("t")},
		} {
			t.Run(name, func(t *testing.T) {
				refuse(t, s, store.ErrConflict, func(tx store.Tx) error { return tx.PutToken(t.Context(), k) })
			})
		}
	}},
	{"a deleted provider takes its tokens with it", func(t *testing.T, s store.Store) {
		putProviders(t, s, "p", "q")
		putTokens(t, s, token("t", "p", noon), token("u", "q", noon))
		update(t, s, func(tx store.Tx) error { return tx.DeleteProvider(t.Context(), "p") })
		if _, err := s.TokenByHash(t.Context(), hashOf("t")); !isNotFound(err) {
			t.Errorf("TokenByHash after its provider went: got %v, want ErrNotFound", err)
		}
		ts, err := s.Tokens(t.Context(), acme, "")
		equal(t, "tokens left", len(must(t, ts, err)), 1)
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error { return tx.DeleteProvider(t.Context(), "p") })
		if _, err := s.Provider(t.Context(), "p"); !isNotFound(err) {
			t.Errorf("Provider after deletion: got %v, want ErrNotFound", err)
		}
	}},
}
