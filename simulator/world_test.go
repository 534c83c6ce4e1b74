package simulator_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// world is a simulator with a target, over HTTP.
type world struct {
	t      testing.TB
	target *faketarget.Target
	dir    *simulator.Directory
	sim    *simulator.Simulator
	log    strings.Builder
}

func newWorld(t testing.TB, dir *simulator.Directory, change func(*simulator.Config)) *world {
	t.Helper()
	w := &world{t: t, target: &faketarget.Target{}, dir: dir}
	srv := httptest.NewServer(w.target)
	t.Cleanup(srv.Close)
	cfg := simulator.Config{URL: srv.URL + "/scim/v2", Token: "secret", Directory: dir, Log: &w.log, Seed: 7}
	if change != nil {
		change(&cfg)
	}
	sim, err := simulator.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	w.sim = sim
	return w
}

func (w *world) cycle() simulator.CycleReport {
	w.t.Helper()
	r, err := w.sim.RunCycle(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func generated(t testing.TB, spec string) *simulator.Directory {
	t.Helper()
	dir, err := simulator.GenerateDirectory(spec)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// people makes a directory of n assigned users, quickly.
func people(t testing.TB, n int) (*simulator.Directory, []string) {
	t.Helper()
	dir := simulator.NewDirectory()
	ids := make([]string, n)
	for i := range ids {
		id, err := dir.AddUser(simulator.User{UserPrincipalName: fmt.Sprintf("u%d@x.example", i), DisplayName: fmt.Sprint("User ", i)})
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = id
		if err := dir.Assign(id); err != nil {
			t.Fatal(err)
		}
	}
	return dir, ids
}

// deadline is a bound against hanging, far above what a test needs.
func deadline(t testing.TB, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}
