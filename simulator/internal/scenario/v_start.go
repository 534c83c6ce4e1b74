package scenario

import (
	"context"

	"github.com/entrasim/entrasim/simulator"
)

func startVerb() *Verb {
	return &Verb{
		Name:    "start",
		Forms:   []string{"start"},
		Summary: "Starts the job: a paused one goes on where it stopped, a quarantine is lifted, a disabled job is enabled.",
		Example: []string{"pause", "start", "cycle"},
		read:    govern(func(ctx context.Context, s *simulator.Simulator) error { return s.Start(ctx) }),
	}
}
