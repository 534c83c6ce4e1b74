package simulator_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator"
)

// TestLikelyObject: who names somebody half is told whom they probably mean.
func TestLikelyObject(t *testing.T) {
	dir, _ := people(t, 2)
	w := newWorld(t, dir, nil)
	_, explained := w.sim.Explain(t.Context(), "U1", false)
	_, chosen := w.sim.ProvisionOnDemand(t.Context(), "user 1")
	_, evaluated := simulator.Evaluate(dir, `ToLower([mail])`, "u1@")
	for name, err := range map[string]error{"explain": explained, "on demand": chosen, "expr": evaluated} {
		hint, ok := errors.AsType[interface {
			error
			Hint() string
		}](err)
		if !ok || !strings.Contains(hint.Hint(), "did you mean u1@x.example? Name a user by") {
			t.Errorf("%s: got %v, want a hint with u1@x.example", name, err)
		}
	}
	if _, err := w.sim.Explain(t.Context(), "nobody", false); strings.Contains(err.(interface{ Hint() string }).Hint(), "did you mean") {
		t.Errorf("nobody is near: got %v", err)
	}
}
