package jobtest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// Run holds a store to the contract. open gives an empty one.
func Run(t *testing.T, open func(*testing.T) job.Store) {
	t.Run("a job that was never stored has the zero state", func(t *testing.T) {
		s, err := open(t).Load(t.Context(), "j")
		if err != nil || !same(s, &job.State{}) {
			t.Errorf("got %+v, %v, want the zero state", s, err)
		}
	})
	t.Run("what is stored is what the mutations make of a state", func(t *testing.T) {
		store := open(t)
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			id := fmt.Sprint("job ", n)
			want := &job.State{}
			for i := range rapid.IntRange(1, 4).Draw(rt, "calls") {
				ms := Mutations().Draw(rt, fmt.Sprint("mutations ", i))
				want.Apply(ms...)
				if err := store.Apply(t.Context(), id, ms); err != nil {
					rt.Fatalf("apply %+v: %v", ms, err)
				}
			}
			got := load(rt, store, id)
			if !same(got, want) {
				rt.Fatalf("stored: got\n%s\nwant\n%s", text(got), text(want))
			}
			for _, k := range []job.Kind{job.User, job.Group} {
				if got.Linked(k) != want.Linked(k) {
					rt.Fatalf("linked %ss: got %d, want %d", k, got.Linked(k), want.Linked(k))
				}
			}
		})
	})
	t.Run("a loaded state is the caller's", func(t *testing.T) {
		store := open(t)
		apply(t, store, "j", everything...)
		first := load(t, store, "j")
		first.Apply(job.Reset{Scope: job.ResetFull}, job.SetQuarantine{})
		want := &job.State{}
		want.Apply(everything...)
		if got := load(t, store, "j"); !same(got, want) {
			t.Errorf("changing a loaded state changes what is stored: got\n%s\nwant\n%s", text(got), text(want))
		}
	})
	t.Run("jobs do not share their state", func(t *testing.T) {
		store := open(t)
		apply(t, store, "one", everything...)
		apply(t, store, "two", job.PutLink{Link: job.Link{Source: "z", Kind: job.User, Target: "9"}}, job.PruneEscrows{})
		if got := load(t, store, "one"); len(got.Escrows) == 0 || len(got.Links) != 2 {
			t.Errorf("job one: got\n%s\nwant what it had before job two came", text(got))
		}
		if lister, ok := store.(job.Lister); ok {
			if ids, err := lister.Jobs(t.Context()); err != nil || !reflect.DeepEqual(ids, []string{"one", "two"}) {
				t.Errorf("jobs: got %v, %v, want one and two", ids, err)
			}
		}
	})
	t.Run("with a context at its end nothing happens", func(t *testing.T) {
		store := open(t)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := store.Apply(ended, "j", everything); !errors.Is(err, context.Canceled) {
			t.Errorf("apply: got %v, want context.Canceled", err)
		}
		if _, err := store.Load(ended, "j"); !errors.Is(err, context.Canceled) {
			t.Errorf("load: got %v, want context.Canceled", err)
		}
		if got := load(t, store, "j"); !same(got, &job.State{}) {
			t.Errorf("stored: got\n%s\nwant nothing", text(got))
		}
	})
	t.Run("several goroutines may use it", func(t *testing.T) {
		store := open(t)
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				for n := range 20 {
					l := job.Link{Source: fmt.Sprint(i, "/", n), Kind: job.User, Target: fmt.Sprint(i, ".", n)}
					if err := store.Apply(t.Context(), "j", []job.Mutation{job.PutLink{Link: l}, job.BeginCycle{Number: n}}); err != nil {
						t.Errorf("apply: %v", err)
					}
				}
			})
		}
		all.Wait()
		if got := load(t, store, "j"); len(got.Links) != 160 || got.Linked(job.User) != 160 {
			t.Errorf("links: got %d, want all 160", len(got.Links))
		}
	})
}

// everything touches each part of the state.
var everything = []job.Mutation{
	job.BeginCycle{Number: 3, At: monday},
	job.PutLink{Link: job.Link{Source: "a", Kind: job.User, Target: "1", Display: "Ada", Match: []string{"userName=ada"}}},
	job.PutLink{Link: job.Link{Source: "g", Kind: job.Group, Target: "1"}},
	job.PutEscrow{Escrow: job.Escrow{Object: "g", Kind: job.Group, Class: job.Members, First: monday, Last: monday, Next: monday, Adds: []string{"a"}}},
	job.PutWaiting{Missing: "b", Reference: job.Reference{Object: "g", Class: job.Members}},
	job.PutStaged{Staged: job.Staged{Object: "a", Kind: job.User, Since: monday}},
	job.EndCycle{Watermark: 42, Fingerprint: 1 << 63, Reached: monday},
	job.SetQuarantine{Quarantine: job.Impose(nil, monday, job.ReasonException, "X", "no")},
}

// RunDurable holds a store to what it promises beyond its own life: reopen closes it and opens it anew.
func RunDurable(t *testing.T, open func(*testing.T) job.Store, reopen func(*testing.T, job.Store) job.Store) {
	t.Run("what was applied is there after it was opened again", func(t *testing.T) {
		store := open(t)
		apply(t, store, "j", everything...)
		store = reopen(t, store)
		want := &job.State{}
		want.Apply(everything...)
		if got := load(t, store, "j"); !same(got, want) {
			t.Errorf("stored: got\n%s\nwant\n%s", text(got), text(want))
		}
		apply(t, store, "j", job.DropLink{Source: "a"}, job.BeginCycle{Number: 4, At: monday})
		want.Apply(job.DropLink{Source: "a"}, job.BeginCycle{Number: 4, At: monday})
		if got := load(t, reopen(t, store), "j"); !same(got, want) {
			t.Errorf("stored later: got\n%s\nwant\n%s", text(got), text(want))
		}
	})
}

// same compares what two states hold; what they derive from it and empty maps do not count.
func same(a, b *job.State) bool { return text(a) == text(b) }

func text(s *job.State) string {
	b, err := json.Marshal(s, json.Deterministic(true))
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// tester is what both *testing.T and *rapid.T offer.
type tester interface {
	Helper()
	Context() context.Context
	Fatal(args ...any)
}

func load(t tester, store job.Store, id string) *job.State {
	t.Helper()
	s, err := store.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func apply(t tester, store job.Store, id string, ms ...job.Mutation) {
	t.Helper()
	if err := store.Apply(t.Context(), id, ms); err != nil {
		t.Fatal(err)
	}
}
