package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// callers is how many goroutines the tests use, rounds how often each does what it does.
const (
	callers = 16
	rounds  = 20
)

// together runs fn for every caller at once and waits.
func together(fn func(caller int)) {
	var wg sync.WaitGroup
	for c := range callers {
		wg.Go(func() { fn(c) })
	}
	wg.Wait()
}

// RunConcurrency tests many callers at once.
func RunConcurrency(t *testing.T, open Open) {
	run(t, open, []test{
		{"one of many gets the key", func(t *testing.T, s store.Store) {
			for round := range rounds {
				var mu sync.Mutex
				won := 0
				together(func(c int) {
					r := user(fmt.Sprintf("u-%d-%d", round, c))
					r.UniqueKey = fmt.Sprint("key", round)
					var err error
					if c%2 == 0 {
						err = s.Update(t.Context(), func(tx store.Tx) error { return tx.Insert(t.Context(), &r) })
					} else {
						err = store.Insert(t.Context(), s, &r)
					}
					mu.Lock()
					defer mu.Unlock()
					if err == nil {
						won++
					} else if !errors.Is(err, store.ErrConflict) {
						t.Errorf("Insert: got %v, want success or ErrConflict", err)
					}
				})
				equal(t, "winners", won, 1)
			}
		}},
		{"no add to a group is lost", func(t *testing.T, s store.Store) {
			records, ids := numbered(callers * rounds)
			insert(t, s, records...)
			insert(t, s, group("g"))
			together(func(c int) {
				for i := range rounds {
					err := s.Update(t.Context(), func(tx store.Tx) error {
						_, err := tx.AddMembers(t.Context(), acme, "g", members(ids[c*rounds+i]))
						return errors.Join(err, tx.Touch(t.Context(), acme, store.TypeGroup, "g", noon))
					})
					if err != nil {
						t.Errorf("AddMembers: %v", err)
					}
				}
			})
			equal(t, "members", sorted(memberIDs(t, s, "g")), sorted(ids))
			equal(t, "version", get(t, s, store.TypeGroup, "g").Version, int64(1+callers*rounds))
		}},
		{"read, then write: no update is lost", func(t *testing.T, s store.Store) {
			insert(t, s, user("u"))
			together(func(int) {
				for range rounds {
					err := s.Update(t.Context(), func(tx store.Tx) error {
						r, err := tx.Get(t.Context(), acme, store.TypeUser, "u")
						if err != nil {
							return err
						}
						r.Version++
						r.Doc = append(r.Doc, '.')
						return tx.Replace(t.Context(), r)
					})
					if err != nil {
						t.Errorf("Update: %v", err)
					}
				}
			})
			got := get(t, s, store.TypeUser, "u")
			equal(t, "version", got.Version, int64(1+callers*rounds))
			equal(t, "length of the document", len(got.Doc), len(user("u").Doc)+callers*rounds)
		}},
		{"failures among many touch nobody else", failuresAmongMany},
		{"readers see whole commits", func(t *testing.T, s store.Store) {
			insert(t, s, group("g"), user("a"), user("b"))
			stop := make(chan struct{})
			var readers sync.WaitGroup
			for range 4 {
				readers.Go(func() {
					for {
						select {
						case <-stop:
							return
						default:
						}
						ms, err := s.Members(t.Context(), acme, "g")
						if err != nil || len(ms)%2 != 0 {
							t.Errorf("Members: %d of a pair, error %v", len(ms), err)
							return
						}
						runtime.Gosched()
					}
				})
			}
			for range 100 {
				update(t, s, func(tx store.Tx) error {
					if _, err := tx.AddMembers(t.Context(), acme, "g", members("a")); err != nil {
						return err
					}
					_, err := tx.AddMembers(t.Context(), acme, "g", members("b"))
					return err
				})
				update(t, s, func(tx store.Tx) error {
					_, err := tx.RemoveMembers(t.Context(), acme, "g", []string{"a", "b"})
					return err
				})
			}
			close(stop)
			readers.Wait()
		}},
		{"contexts that end meanwhile: the answer is the truth", func(t *testing.T, s store.Store) {
			var mu sync.Mutex
			acknowledged := []string{}
			together(func(c int) {
				for i := range rounds {
					ctx, cancel := context.WithCancel(t.Context())
					go cancel()
					r := user(fmt.Sprintf("u-%02d-%02d", c, i))
					err := s.Update(ctx, func(tx store.Tx) error { return tx.Insert(ctx, &r) })
					switch {
					case err == nil:
						mu.Lock()
						acknowledged = append(acknowledged, r.ID)
						mu.Unlock()
					case !errors.Is(err, context.Canceled):
						t.Errorf("Update: got %v, want success or context.Canceled", err)
					}
				}
			})
			slices.Sort(acknowledged)
			equal(t, "users there and users acknowledged", sorted(scanIDs(t, s, acme, store.TypeUser, nil, 0, -1)), acknowledged)
		}},
		{"closing while busy ends everything in order", closeWhileBusy},
	})
}

// failuresAmongMany lets every kind of failure happen after a write, beside successes.
func failuresAmongMany(t *testing.T, s store.Store) {
	insert(t, s, user("shared"))
	outcome := func(c, i int) int { return (c + i) % 4 }
	together(func(c int) {
		for i := range rounds {
			err := s.Update(t.Context(), func(tx store.Tx) error {
				r := user(fmt.Sprintf("u-%02d-%02d", c, i))
				if err := tx.Insert(t.Context(), &r); err != nil {
					return err
				}
				if err := tx.Touch(t.Context(), acme, store.TypeUser, "shared", noon.Add(time.Duration(i))); err != nil {
					return err
				}
				switch outcome(c, i) {
				case 1:
					return errRefused
				case 2:
					panic(errRefused)
				case 3:
					again := r
					return tx.Insert(t.Context(), &again)
				}
				return nil
			})
			if (err == nil) != (outcome(c, i) == 0) {
				t.Errorf("caller %d, round %d: error %v", c, i, err)
			}
		}
	})
	want := []string{"shared"}
	for c := range callers {
		for i := range rounds {
			if outcome(c, i) == 0 {
				want = append(want, fmt.Sprintf("u-%02d-%02d", c, i))
			}
		}
	}
	equal(t, "users", sorted(scanIDs(t, s, acme, store.TypeUser, nil, 0, -1)), sorted(want))
	equal(t, "version of what all touched", get(t, s, store.TypeUser, "shared").Version, int64(len(want)))
}

// closeWhileBusy closes the store under load: whoever is served is served in full, the others get ErrClosed.
func closeWhileBusy(t *testing.T, s store.Store) {
	begun := make(chan struct{}, callers)
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		for range callers {
			<-begun
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}()
	together(func(c int) {
		for i := 0; ; i++ {
			r := user(fmt.Sprintf("u-%d-%d", c, i))
			err := s.Update(t.Context(), func(tx store.Tx) error { return tx.Insert(t.Context(), &r) })
			if err == nil {
				_, err = s.Get(t.Context(), acme, store.TypeUser, r.ID)
			}
			if i == 0 {
				begun <- struct{}{}
			}
			if errors.Is(err, store.ErrClosed) {
				return
			}
			if err != nil {
				t.Errorf("while closing: got %v, want success or ErrClosed", err)
				return
			}
		}
	})
	<-closed
}
