package scenario

import (
	"context"

	"github.com/entrasim/entrasim/simulator"
)

func approveVerb() *Verb {
	return &Verb{
		Name:    "approve",
		Forms:   []string{"approve"},
		Summary: "Presses Allow deletes: the next cycle carries out what accidental-deletion prevention holds back.",
		Details: "It is refused when nothing is held back.",
		Example: []string{"setting delete-threshold 1", "cycle", "expect-state held-back=2", "approve", "cycle"},
		read:    govern(func(ctx context.Context, s *simulator.Simulator) error { return s.AllowDeletes(ctx) }),
	}
}
