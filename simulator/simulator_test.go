package simulator_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

func TestConfigErrors(t *testing.T) {
	good := func() simulator.Config {
		return simulator.Config{URL: "https://target.example/scim", Token: "t", Directory: simulator.NewDirectory()}
	}
	for name, tt := range map[string]struct {
		change func(*simulator.Config)
		want   string
	}{
		"no directory":       {func(c *simulator.Config) { c.Directory = nil }, "directory"},
		"no URL":             {func(c *simulator.Config) { c.URL = "" }, "tenant URL"},
		"URL without scheme": {func(c *simulator.Config) { c.URL = "target.example/scim" }, "scheme"},
		"no token":           {func(c *simulator.Config) { c.Token = "" }, "token"},
		"token with Bearer":  {func(c *simulator.Config) { c.Token = "Bearer x" }, "Bearer"},
		"unknown dial":       {func(c *simulator.Config) { c.Dials = map[string]string{"speed": "11"} }, "speed"},
		"bad dial":           {func(c *simulator.Config) { c.Dials = map[string]string{"concurrency": "many"} }, "many"},
		"unknown mapping":    {func(c *simulator.Config) { c.Mapping = "nowhere.json" }, "nowhere.json"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := good()
			tt.change(&cfg)
			_, err := simulator.New(cfg)
			var config *simulator.ConfigError
			if !errors.As(err, &config) || !strings.Contains(err.Error(), tt.want) || config.Hint() == "" {
				t.Errorf("error: got %v (%T), want a *ConfigError with a hint that names %q", err, err, tt.want)
			}
		})
	}
	if sim, err := simulator.New(good()); err != nil || sim.Close() != nil {
		t.Errorf("a good configuration: got %v, want no error", err)
	}
}

func TestConnect(t *testing.T) {
	w := newWorld(t, simulator.NewDirectory(), nil)
	report, err := w.sim.Connect(t.Context())
	if err != nil || !report.OK() || len(report.Steps) != 3 {
		t.Fatalf("got %+v, %v; want three steps that succeed", report, err)
	}
	first := w.target.Requests()
	w.target.Forget()
	if _, err := w.sim.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, b := first[1].URI, w.target.Requests()[1].URI; a == b {
		t.Errorf("two tests look up the same user %s; the GUID is to be another each time", a)
	}
	w.target.Before = func(rw http.ResponseWriter, r *http.Request, _ string) bool {
		if strings.Contains(r.URL.Path, "Groups") {
			rw.WriteHeader(http.StatusForbidden)
			return true
		}
		return false
	}
	report, err = w.sim.Connect(t.Context())
	var failed *simulator.ConnectError
	if !errors.As(err, &failed) || failed.Code == "" || failed.Hint() == "" || !strings.Contains(failed.Step, "group") {
		t.Errorf("error: got %v, want a *ConnectError about the group lookup with code and hint", err)
	}
	if len(report.Steps) != 3 || report.Steps[2].OK || report.Steps[2].Exchange.Status != http.StatusForbidden {
		t.Errorf("report: got %+v, want the third step failed with its exchange", report)
	}
}

// TestSecretsAreMasked: the token is sent, and stands nowhere else.
func TestSecretsAreMasked(t *testing.T) {
	dir, _ := people(t, 2)
	w := newWorld(t, dir, func(c *simulator.Config) { c.Token = "tok-en-5ecret" })
	r := w.cycle()
	if got := w.target.Requests()[0].Header; !strings.Contains(got, "tok-en-5ecret") {
		t.Errorf("request header: got %q, want the token in it", got)
	}
	if strings.Contains(w.log.String(), "5ecret") {
		t.Error("the log holds the token")
	}
	for _, x := range r.Exchanges {
		for _, h := range x.RequestHeader {
			if strings.Contains(h.Value, "5ecret") {
				t.Errorf("exchange holds the token: %s: %s", h.Name, h.Value)
			}
		}
	}
}

// TestRun: 36 cycles a day, and the clock stands at its end (§2.6).
func TestRun(t *testing.T) {
	dir, _ := people(t, 3)
	w := newWorld(t, dir, nil)
	start := w.sim.Now()
	reports, err := w.sim.Run(t.Context(), simulator.RunOptions{For: 24 * time.Hour})
	if err != nil || len(reports) != 36 {
		t.Fatalf("got %d cycles, %v; want 36", len(reports), err)
	}
	for i, r := range reports {
		if want := start.Add(time.Duration(i) * 40 * time.Minute); !r.Started.Equal(want) || r.Number != i+1 {
			t.Errorf("cycle %d: got number %d at %v, want it at %v", i+1, r.Number, r.Started, want)
		}
	}
	if got := w.sim.Now().Sub(start); got != 24*time.Hour {
		t.Errorf("clock: got %v after the start, want 24h", got)
	}
}

// TestRunInQuarantine: the pace drops to 6, 12 and 24 hours; a success brings it back (§6.4).
func TestRunInQuarantine(t *testing.T) {
	w := newWorld(t, simulator.NewDirectory(), nil)
	start := w.sim.Now()
	refuse := true
	w.target.Before = func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
		if refuse {
			rw.WriteHeader(http.StatusUnauthorized)
		}
		return refuse
	}
	var at []time.Duration
	_, err := w.sim.Run(t.Context(), simulator.RunOptions{Cycles: 5, OnCycle: func(r simulator.CycleReport) {
		at = append(at, r.Started.Sub(start))
		refuse = r.Number < 3
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := []time.Duration{0, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 24*time.Hour + 40*time.Minute}
	for i := range want {
		if i >= len(at) || at[i] != want[i] {
			t.Fatalf("cycles: got %v, want %v", at, want)
		}
	}
}

// TestFailedCycle: the report is complete, and the error says what to do.
func TestFailedCycle(t *testing.T) {
	dir, _ := people(t, 1)
	w := newWorld(t, dir, nil)
	w.target.Before = func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
		rw.WriteHeader(http.StatusUnauthorized)
		return true
	}
	r, err := w.sim.RunCycle(t.Context())
	var failed *simulator.CycleError
	if !errors.As(err, &failed) || failed.Hint() == "" || failed.Unreachable() {
		t.Fatalf("error: got %v, want a *CycleError with a hint", err)
	}
	if r.State != simulator.Failed || r.Failure == nil || r.Quarantine == nil || len(r.Exchanges) != 1 {
		t.Errorf("report: got %+v, want Failed, with quarantine and the exchange", r)
	}
	if !strings.Contains(w.log.String(), `"cycleSummary"`) || !strings.Contains(w.log.String(), failed.Code) {
		t.Errorf("log: got %s, want a summary with code %s", w.log.String(), failed.Code)
	}
}

// TestResume: a simulator that was stopped in the middle of a cycle goes on with the same store, and nobody is there twice.
func TestResume(t *testing.T) {
	dir, _ := people(t, 60)
	store := simulator.NewMemoryStore()
	w := newWorld(t, dir, func(c *simulator.Config) { c.Store = store })
	ctx, cancel := context.WithCancel(t.Context())
	w.target.Before = func(http.ResponseWriter, *http.Request, string) bool {
		if w.target.Count(http.MethodPost) == 20 {
			cancel()
		}
		return false
	}
	r, err := w.sim.RunCycle(ctx)
	if !errors.Is(err, context.Canceled) || r.State != simulator.Canceled {
		t.Fatalf("stopped cycle: got %s, %v; want Canceled", r.State, err)
	}
	known := len(w.sim.Links())
	again, err := simulator.New(simulator.Config{
		URL: "https://target.example/scim/v2", Token: "t", Directory: dir, Store: store, Seed: 7, Transport: wire{w.target},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(again.Links()); got != known || known == 0 {
		t.Errorf("links taken up: got %d, want the %d of the stopped simulator", got, known)
	}
	r, err = again.RunCycle(t.Context())
	if err != nil || r.Kind != simulator.Initial || r.Number != 2 {
		t.Fatalf("next cycle: got %+v, %v; want the initial cycle again, as number 2", r, err)
	}
	if got := len(w.target.All("Users")); got != 60 || len(again.Links()) != 60 {
		t.Errorf("target: got %d users and %d links, want 60 of both", got, len(again.Links()))
	}
}

// TestSchedule: scheduled changes take place between cycles, on the simulator's clock, whatever time it shows.
func TestSchedule(t *testing.T) {
	for name, clock := range map[string]simulator.Clock{
		"the directory's time": nil,
		"another time":         simulator.NewVirtualClock(time.Date(2031, 3, 3, 3, 3, 3, 0, time.UTC)),
	} {
		t.Run(name, func(t *testing.T) {
			dir, ids := people(t, 1)
			err := dir.Schedule(dir.Start().Add(90*time.Minute), simulator.Action{Verb: "disable", Target: ids[0]})
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t, dir, func(c *simulator.Config) { c.Clock = clock })
			reports, err := w.sim.Run(t.Context(), simulator.RunOptions{Cycles: 4})
			if err != nil {
				t.Fatal(err)
			}
			for i, r := range reports {
				due := 0
				if i == 3 { // the first cycle at or after +1h30m starts at +2h
					due = 1
				}
				if len(r.Played) != due || r.Counts.Disabled != due {
					t.Errorf("cycle %d: %d changes played, %d disabled, want %d of both", i+1, len(r.Played), r.Counts.Disabled, due)
				}
			}
		})
	}
}
