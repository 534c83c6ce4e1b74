package simulator_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// TestJob: a job in a file can be looked at and governed without a simulator, and beside one.
func TestJob(t *testing.T) {
	p := newProcess(t)
	p.run(simulator.RunOptions{Cycles: 2})
	job, err := simulator.OpenJob(t.Context(), p.state, "")
	if err != nil {
		t.Fatal(err)
	}
	defer job.Close()
	s, err := job.Status(t.Context())
	if err != nil || s.Cycles != 2 || s.Status.Code != simulator.CodeActive || s.Linked != 4 || s.URL != p.url || s.ID != job.ID() {
		t.Errorf("status: got %+v, %v", s, err)
	}
	if got := s.Next.Sub(s.Now); got != 40*time.Minute {
		t.Errorf("next cycle: got it due in %v, want 40 minutes", got)
	}
	if err := job.AllowDeletes(t.Context()); !errors.Is(err, simulator.ErrNothingStaged) {
		t.Errorf("allow deletes: got %v, want ErrNothingStaged", err)
	}
	if err := job.Pause(t.Context()); err != nil {
		t.Fatal(err)
	}
	store, err := simulator.OpenStore(t.Context(), p.state)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	sim := p.simulator(store)
	var idle *simulator.NotActiveError
	if _, err := sim.RunCycle(t.Context()); !errors.As(err, &idle) {
		t.Errorf("a cycle of the paused job: got %v, want a NotActiveError", err)
	}
	// From here on the simulator lives, and commands come from outside.
	if err := job.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r, err := sim.RunCycle(t.Context()); err != nil || r.Kind != simulator.Initial || r.Number != 3 {
		t.Errorf("after a restart from outside: got %+v, %v, want the initial cycle 3", r, err)
	}
	if err := job.Pause(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := sim.RunCycle(t.Context()); !errors.As(err, &idle) {
		t.Errorf("after a pause from outside: got %v, want a NotActiveError", err)
	}
	if err := job.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r, err := sim.RunCycle(t.Context()); err != nil || r.Kind != simulator.Incremental {
		t.Errorf("after a start from outside: got %+v, %v, want an incremental cycle", r, err)
	}
	if list, err := job.Escrows(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("escrows: got %v, %v, want none", list, err)
	}
}

func TestOpenJobErrors(t *testing.T) {
	p := newProcess(t)
	var bad *simulator.StateError
	if _, err := simulator.OpenJob(t.Context(), p.state, ""); !errors.As(err, &bad) || bad.Hint() == "" {
		t.Errorf("no file: got %v, want a StateError with a hint", err)
	}
	store, err := simulator.OpenStore(t.Context(), filepath.Join(t.TempDir(), "empty.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	p.run(simulator.RunOptions{})
	if _, err := simulator.OpenJob(t.Context(), p.state, "scim.other"); !errors.As(err, &bad) {
		t.Errorf("no such job: got %v, want a StateError", err)
	}
}

// TestCommandsWhileItWaits: a run in real time takes a command up while it waits for its next cycle.
func TestCommandsWhileItWaits(t *testing.T) {
	p := newProcess(t)
	store, err := simulator.OpenStore(t.Context(), p.state)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	dir, err := simulator.ParseDirectory("yard.yaml", []byte(p.file))
	if err != nil {
		t.Fatal(err)
	}
	watch := &stopwatch{VirtualClock: simulator.NewVirtualClock(dir.Start())}
	sim, err := simulator.New(simulator.Config{
		URL: p.url, Token: "t", Directory: dir, Store: store, Transport: wire{p.target}, Seed: 3, Clock: watch,
	})
	if err != nil {
		t.Fatal(err)
	}
	job, err := simulator.OpenJob(t.Context(), p.state, "")
	if err != nil {
		t.Fatal(err)
	}
	defer job.Close()
	// A restart is asked for a minute after the first cycle.
	watch.at(dir.Start().Add(time.Minute), func() {
		if err := job.Restart(t.Context()); err != nil {
			t.Error(err)
		}
	})
	reports, err := sim.Run(t.Context(), simulator.RunOptions{Cycles: 2})
	if err != nil || len(reports) != 2 {
		t.Fatalf("run: got %d cycles, %v", len(reports), err)
	}
	if got := reports[1].Started.Sub(dir.Start()); got > 2*time.Minute || reports[1].Kind != simulator.Initial {
		t.Errorf("second cycle: got it %s after %v, want it initial and soon after the restart", reports[1].Kind, got)
	}
}
