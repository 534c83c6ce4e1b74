package simulator_test

import (
	"errors"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// TestAllowDeletes: the deletion guard from the administrator's side (engine §6.5).
func TestAllowDeletes(t *testing.T) {
	dir, ids := people(t, 6)
	w := newWorld(t, dir, func(c *simulator.Config) { c.DeleteThreshold = 2 })
	w.cycle()
	if err := w.sim.AllowDeletes(t.Context()); !errors.Is(err, simulator.ErrNothingStaged) {
		t.Errorf("allow deletes without any: got %v, want ErrNothingStaged", err)
	}
	for _, id := range ids[:4] {
		w.must(dir.Unassign(id))
	}
	r := w.cycle()
	if r.Counts.Staged != 4 || r.Writes != 0 || r.Quarantine == nil || r.Quarantine.Reason != "TooManyDeletes" {
		t.Fatalf("cycle: got %+v, want four staged", r)
	}
	if got := w.words(); got != "Active Quarantine" {
		t.Errorf("status: got %s, want Active Quarantine", got)
	}
	if list := w.sim.StagedDeletes(); len(list) != 4 || list[0].Name != "u0@x.example" {
		t.Errorf("staged: got %+v, want the four by name", list)
	}
	s := w.sim.Status()
	if s.Staged != 4 || len(s.Settings) != 1 || s.Settings[0].Value != "2" || s.Next.Sub(s.Now) != 6*time.Hour {
		t.Errorf("status: got %+v, want 4 staged, the threshold, and a slow pace", s)
	}
	w.must(w.sim.AllowDeletes(t.Context()))
	if s := w.sim.Status(); s.Next.After(s.Now) {
		t.Errorf("next cycle: got it due at %v, want it at once", s.Next)
	}
	if r := w.cycle(); r.Counts.Disabled != 4 || r.Quarantine != nil {
		t.Errorf("cycle after that: got %+v, want four disabled and no quarantine", r)
	}
	for _, id := range ids[4:] {
		w.must(dir.Unassign(id))
	}
	if r := w.cycle(); r.Counts.Disabled != 2 {
		t.Errorf("as many as the threshold: got %+v, want two disabled", r)
	}
}
