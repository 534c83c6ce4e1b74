package driver_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/driver"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// rig is a driver with all it needs, over HTTP.
type rig struct {
	t      *testing.T
	target *faketarget.Target
	dir    *directory.Directory
	state  *job.State
	clock  *clock.Virtual
	dials  dial.Set
	driver *driver.Driver

	entries   []*engine.Entry
	exchanges int
}

func newRig(t *testing.T, users int, dials ...string) *rig {
	t.Helper()
	r := &rig{t: t, target: &faketarget.Target{}, state: &job.State{}, clock: clock.NewVirtual(clock.Start)}
	srv := httptest.NewServer(r.target)
	t.Cleanup(srv.Close)
	var err error
	r.dials, err = dial.Parse(dials...)
	r.must(err)
	client, err := scimclient.New(scimclient.Config{TenantURL: srv.URL, Token: "t", Dials: r.dials, Now: r.clock.Now})
	r.must(err)
	t.Cleanup(func() { r.must(client.Close()) })
	r.dir = directory.New(directory.Options{})
	for i := range users {
		id, err := r.dir.AddUser(directory.User{UserPrincipalName: "u" + strconv.Itoa(i) + "@x.example"})
		r.must(err)
		r.must(r.dir.Assign(id))
	}
	r.driver = &driver.Driver{
		Client: client, Clock: r.clock, Throttle: r.dials.On429(), Store: new(job.Memory), Job: "j",
		Entry: func(e *engine.Entry, xs []scimclient.Exchange) error {
			r.entries = append(r.entries, e)
			r.exchanges += len(xs)
			return nil
		},
		Probe: func(scimclient.Exchange) { r.exchanges++ },
	}
	return r
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) cycle() *engine.Cycle {
	r.t.Helper()
	set, err := mapping.Load(mapping.Default)
	r.must(err)
	users, err := engine.NewRule(set.User)
	r.must(err)
	return engine.New(engine.Input{
		State: r.state, Settings: engine.SettingsOf(r.dials, scope.Settings{}, false), Users: users,
		Source: r.dir, IDs: provlog.IDs{Job: "j"}, Now: r.clock.Now(),
	})
}

// TestEveryExchangeHasAnOwner: each request is handed on once, with its entry or as a probe.
func TestEveryExchangeHasAnOwner(t *testing.T) {
	r := newRig(t, 30)
	c := r.cycle()
	r.must(r.driver.Run(t.Context(), c))
	if got, want := r.exchanges, c.Result().Requests; got != want || want != 61 {
		t.Errorf("exchanges handed on: got %d, requests %d, want 61 of both", got, want)
	}
	if len(r.entries) != 30 {
		t.Errorf("entries: got %d, want 30", len(r.entries))
	}
}

// TestCancel: the run ends at once, and what was answered until then is stored.
func TestCancel(t *testing.T) {
	r := newRig(t, 40)
	ctx, cancel := context.WithCancel(t.Context())
	var posts atomic.Int32
	hung := make(chan struct{})
	r.target.Before = func(_ http.ResponseWriter, q *http.Request, _ string) bool {
		if q.Method == http.MethodPost && posts.Add(1) == 10 {
			cancel()
			<-hung
			return true
		}
		return false
	}
	defer close(hung)
	c := r.cycle()
	if err := r.driver.Run(ctx, c); !errors.Is(err, context.Canceled) {
		t.Fatalf("error: got %v, want context.Canceled", err)
	}
	if got := c.Result().State; got != engine.Canceled {
		t.Errorf("state: got %s, want %s", got, engine.Canceled)
	}
	stored, err := r.driver.Store.Load(t.Context(), "j")
	r.must(err)
	if len(stored.Links) == 0 || len(stored.Links) != len(r.state.Links) || stored.Initialised {
		t.Errorf("stored: %d links of %d, initialised %t; want all of them and no watermark",
			len(stored.Links), len(r.state.Links), stored.Initialised)
	}
	for _, l := range stored.Links {
		if _, ok := r.target.All("Users")[l.Target]; !ok {
			t.Errorf("link to %s, which is not in the target", l.Target)
		}
	}
}

// TestStoreFailure: a state that cannot be stored ends the run.
func TestStoreFailure(t *testing.T) {
	r := newRig(t, 5)
	full := errors.New("disk full")
	r.driver.Store = broken{full}
	if err := r.driver.Run(t.Context(), r.cycle()); !errors.Is(err, full) {
		t.Errorf("error: got %v, want %v", err, full)
	}
}

type broken struct{ err error }

func (b broken) Load(context.Context, string) (*job.State, error)    { return nil, b.err }
func (b broken) Apply(context.Context, string, []job.Mutation) error { return b.err }

// TestThrottled plays the three stories of wire §13.3.
func TestThrottled(t *testing.T) {
	for dial, want := range map[string]struct {
		created, failed int
		waited          time.Duration
	}{
		"next-cycle":  {2, 1, 0},
		"retry-after": {3, 0, 90 * time.Second},
		"pause-job":   {3, 0, 90 * time.Second},
	} {
		t.Run(dial, func(t *testing.T) {
			r := newRig(t, 3, "on-429="+dial, "concurrency=1")
			var once atomic.Bool
			r.target.Before = func(w http.ResponseWriter, q *http.Request, _ string) bool {
				if q.Method != http.MethodPost || once.Swap(true) {
					return false
				}
				w.Header().Set("Retry-After", "90")
				w.WriteHeader(http.StatusTooManyRequests)
				return true
			}
			c := r.cycle()
			r.must(r.driver.Run(t.Context(), c))
			got := c.Result().Counts
			if got.Created != want.created || got.Failed != want.failed {
				t.Errorf("counts: got %+v, want %d created, %d failed", got, want.created, want.failed)
			}
			if waited := r.clock.Now().Sub(clock.Start); waited != want.waited {
				t.Errorf("waited: got %v, want %v", waited, want.waited)
			}
		})
	}
}
