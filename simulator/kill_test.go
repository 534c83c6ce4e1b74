package simulator_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// mortal lives until its n-th step and is dead from then on: no request leaves it, nothing is written any more. A step is a
// request that is about to be sent, one that was answered and the answer not read yet, a state about to be written, and one
// just written.
type mortal struct {
	job.Store
	http.RoundTripper
	die func() // called once, at the moment of death

	mu    sync.Mutex
	steps int
	last  int // 0 means immortal
}

var errDead = errors.New("the process has been killed")

// step reports whether the process is still alive after it.
func (m *mortal) step() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.steps++
	if m.steps == m.last {
		m.die()
	}
	return m.last == 0 || m.steps < m.last
}

// RoundTrip implements http.RoundTripper.
func (m *mortal) RoundTrip(r *http.Request) (*http.Response, error) {
	if !m.step() {
		return nil, errDead
	}
	res, err := m.RoundTripper.RoundTrip(r)
	if !m.step() {
		return nil, errDead
	}
	return res, err
}

// Apply implements job.Store.
func (m *mortal) Apply(ctx context.Context, id string, ms []job.Mutation) error {
	if !m.step() {
		return errDead
	}
	err := m.Store.Apply(ctx, id, ms)
	if !m.step() {
		return errDead
	}
	return err
}

// live runs the process until five hours have passed or it is killed at a step, and returns how many steps it took. What it
// leaves behind is what is on the disk at the moment of death: nothing is closed.
func (p *process) live(killAt int) (steps int, killed bool) {
	p.t.Helper()
	store, err := simulator.OpenStore(p.t.Context(), p.state)
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(p.t.Context())
	defer cancel()
	left := p.state
	m := &mortal{Store: store, RoundTripper: wire{p.target}, last: killAt, die: func() {
		left = crashed(p.t, p.state)
		killed = true
		cancel()
	}}
	dir, err := simulator.ParseDirectory("yard.yaml", []byte(p.file))
	if err != nil {
		p.t.Fatal(err)
	}
	sim, err := simulator.New(simulator.Config{
		URL: p.url, Token: "t", Directory: dir, Store: m, Transport: m, Seed: 3, Dials: p.dials,
	})
	if err == nil {
		end := dir.Start().Add(5 * time.Hour)
		_, err = sim.Run(ctx, simulator.RunOptions{For: end.Sub(sim.Now())})
	}
	if err != nil && !killed {
		p.t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		p.t.Fatal(err)
	}
	p.state = left
	if !killed {
		p.links = sim.Links()
	}
	return m.steps, killed
}

// crashed copies what a killed process leaves: the database and its log.
func crashed(t testing.TB, state string) string {
	t.Helper()
	left := filepath.Join(t.TempDir(), "state.db")
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(state + suffix)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(left+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return left
}

// TestKilledAtEveryStep: whatever the moment at which a simulator is killed, the next one goes on, and in the end the target
// is the same as without, accounts that exist twice included.
func TestKilledAtEveryStep(t *testing.T) {
	for name, concurrency := range map[string]string{"one at a time": "1", "several at a time": "5"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := newProcess(t)
			whole.dials["concurrency"] = concurrency
			steps, _ := whole.live(0)
			if steps < 100 {
				t.Fatalf("steps: only %d, the test shows nothing", steps)
			}
			stride := 1
			if testing.Short() {
				stride = 13
			}
			for n := 1; ; n += stride {
				p := newProcess(t)
				p.dials["concurrency"] = concurrency
				if _, killed := p.live(n); !killed {
					if n < 100 {
						t.Errorf("step %d: the process was not killed", n)
					}
					break
				}
				p.live(0)
				if got, want := p.target.String(), whole.target.String(); got != want {
					t.Fatalf("killed at step %d of %d: target\n%s\nwant\n%s", n, steps, got, want)
				}
				if len(p.links) != len(whole.links) {
					t.Fatalf("killed at step %d of %d: links %v, want %v", n, steps, p.links, whole.links)
				}
				for id, at := range whole.links {
					if p.links[id] != at {
						t.Fatalf("killed at step %d of %d: %s is linked with %q, want %q", n, steps, id, p.links[id], at)
					}
				}
			}
		})
	}
}

// TestKilledAgainAndAgain: a process that never lives long still gets there.
func TestKilledAgainAndAgain(t *testing.T) {
	whole := newProcess(t)
	whole.live(0)
	p := newProcess(t)
	deaths := 0
	for n := 7; ; n += 3 {
		if _, killed := p.live(n); !killed {
			break
		}
		if deaths++; deaths > 200 {
			t.Fatal("200 deaths, and still not through")
		}
	}
	if got, want := p.target.String(), whole.target.String(); got != want {
		t.Errorf("after %d deaths: target\n%s\nwant\n%s", deaths, got, want)
	}
}
