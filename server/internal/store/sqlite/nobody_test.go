package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// finds asks for a user by key, the way a client does before it creates one.
func finds(t *testing.T, s *sqlite.Store, org, key string) bool {
	t.Helper()
	page, err := s.Query(t.Context(), org, store.TypeUser, store.Query{
		Where: store.Eq{Index: store.ByUniqueKey, Value: key}, Limit: 10, Total: true,
	})
	if err != nil {
		t.Fatalf("look up %q: %v", key, err)
	}
	if page.Total != len(page.Records) || page.Total > 1 {
		t.Fatalf("look up %q: total %d with %d records, want both 0 or both 1", key, page.Total, len(page.Records))
	}
	return page.Total == 1
}

// learn asks for nobody until the store answers such look-ups from its set.
func learn(t *testing.T, s *sqlite.Store) {
	t.Helper()
	for i := 0; !s.KnowsKeys(); i++ {
		if finds(t, s, "acme", fmt.Sprintf("nobody%d", i)) {
			t.Fatal("somebody was found who was never created")
		}
		runtime.Gosched()
	}
	if !s.Excludes("acme", store.TypeUser, "nobody at all") && !s.Excludes("acme", store.TypeUser, "nobody else") {
		t.Fatal("a look-up for nobody takes a query although the set of keys is there")
	}
}

func update(t *testing.T, s *sqlite.Store, fn func(tx store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestLookUpsFindWhatIsWrittenInWhateverWay(t *testing.T) {
	s, dir := openAcme(t)
	update(t, s, insert(t, 1))
	learn(t, s)
	check := func(when string, want map[string]bool) {
		t.Helper()
		for key, there := range want {
			if got := finds(t, s, "acme", key); got != there {
				t.Errorf("%s: %q is found: %v, want %v", when, key, got, there)
			}
		}
		if finds(t, s, "other", "u0001") {
			t.Errorf("%s: a user of one organisation is found in another", when)
		}
	}
	check("there before the set", map[string]bool{"u0001": true, "u0002": false})

	update(t, s, insert(t, 2))
	check("inserted", map[string]bool{"u0001": true, "u0002": true})

	renamed := user(2)
	renamed.UniqueKey, renamed.Version = "with\x00nul", 2
	update(t, s, func(tx store.Tx) error { return tx.Replace(t.Context(), renamed) })
	check("renamed", map[string]bool{"u0002": false, "with\x00nul": true, "with": false})

	update(t, s, func(tx store.Tx) error {
		return tx.Delete(t.Context(), "acme", store.TypeUser, "u0001", time.Unix(1, 0))
	})
	check("deleted", map[string]bool{"u0001": false})
	update(t, s, insert(t, 1))
	check("inserted again", map[string]bool{"u0001": true})

	if err := s.Update(t.Context(), func(tx store.Tx) error {
		return errors.Join(insert(t, 3)(tx), errRefused)
	}); !errors.Is(err, errRefused) {
		t.Fatalf("got error %v, want the callback's", err)
	}
	check("undone", map[string]bool{"u0003": false})

	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openDir(t, dir)
	check("opened again", map[string]bool{"u0001": true, "u0002": false, "with\x00nul": true})
	learn(t, s)
	check("opened again, with a set", map[string]bool{"u0001": true, "u0002": false, "with\x00nul": true})
}

// A set that is made while others write must know both what was there and what came meanwhile.
func TestLookUpsFindWhatIsWrittenWhileTheSetIsMade(t *testing.T) {
	s, _ := openAcme(t)
	learn(t, s)
	const clients, each = 4, 60
	ctx, cancel := context.WithCancel(t.Context())
	var refilling, writing sync.WaitGroup
	refilling.Go(func() {
		for ctx.Err() == nil {
			s.Refill()
			runtime.Gosched()
		}
	})
	for c := range clients {
		writing.Go(func() {
			for i := range each {
				n := c*each + i
				if err := s.Update(t.Context(), insert(t, n)); err != nil {
					t.Errorf("create user %d: %v", n, err)
					return
				}
				for _, k := range []int{n, c * each, c*each + i/2} {
					page, err := s.Query(t.Context(), "acme", store.TypeUser, store.Query{
						Where: store.Eq{Index: store.ByUniqueKey, Value: user(k).UniqueKey}, Limit: 1,
					})
					if err != nil || len(page.Records) != 1 {
						t.Errorf("user %d was created and is not found: %d records, error %v", k, len(page.Records), err)
						return
					}
				}
			}
		})
	}
	writing.Wait()
	cancel()
	refilling.Wait()
}

func TestASetThatIsTooSmallIsMadeAnew(t *testing.T) {
	s, _ := openAcme(t)
	learn(t, s)
	const many = 10_000 // more than a set for an empty database holds
	update(t, s, func(tx store.Tx) error {
		for i := range many {
			r := user(i)
			if err := tx.Insert(t.Context(), &r); err != nil {
				return err
			}
		}
		return nil
	})
	for !s.KnowsKeys() {
		runtime.Gosched()
	}
	excluded := 0
	for i := range many {
		if s.Excludes("acme", store.TypeUser, user(i).UniqueKey) {
			t.Fatalf("user %d is there and look-ups do not find it", i)
		}
		if s.Excludes("acme", store.TypeUser, fmt.Sprintf("nobody%d", i)) {
			excluded++
		}
	}
	if excluded < many*98/100 {
		t.Errorf("%d of %d look-ups for nobody are answered without a query, want 98 %% of them", excluded, many)
	}
}

func TestLookUpsForNobodyEndAsOthersDo(t *testing.T) {
	s, _ := openAcme(t)
	learn(t, s)
	q := store.Query{Where: store.Eq{Index: store.ByUniqueKey, Value: "nobody"}, Limit: 1}
	page, err := s.Query(t.Context(), "acme", store.TypeUser, q)
	if err != nil || page.Total != -1 || len(page.Records) != 0 || page.Next != "" {
		t.Errorf("got page %+v and error %v, want an empty one that was not counted", page, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Query(ctx, "acme", store.TypeUser, q); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that has ended: got error %v, want context.Canceled", err)
	}
	broken := q
	broken.Where = store.All{q.Where, nil}
	if _, err := s.Query(t.Context(), "acme", store.TypeUser, broken); err == nil {
		t.Error("a query that has a condition that is nil: got no error")
	}
	broken = q
	broken.After = "nonsense"
	if _, err := s.Query(t.Context(), "acme", store.TypeUser, broken); !errors.Is(err, store.ErrPosition) {
		t.Errorf("with a position that is none: got error %v, want store.ErrPosition", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Query(t.Context(), "acme", store.TypeUser, q); !errors.Is(err, store.ErrClosed) {
		t.Errorf("after Close: got error %v, want store.ErrClosed", err)
	}
}
