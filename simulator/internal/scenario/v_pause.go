package scenario

import (
	"context"

	"github.com/entrasim/entrasim/simulator"
)

func pauseVerb() *Verb {
	return &Verb{
		Name:    "pause",
		Forms:   []string{"pause"},
		Summary: "Pauses the job: no further cycles, all state is kept.",
		Example: []string{"pause", "cycle refused"},
		read:    govern(func(ctx context.Context, s *simulator.Simulator) error { return s.Pause(ctx) }),
	}
}

// govern makes the reader of a verb that is a command to the job and takes no words.
func govern(command func(context.Context, *simulator.Simulator) error) func(*line, *Scenario) (action, error) {
	return func(l *line, _ *Scenario) (action, error) {
		if len(l.words) > 0 {
			return nil, l.usage()
		}
		return func(ctx context.Context, w *world) error {
			sim, err := w.job()
			if err != nil {
				return err
			}
			return command(ctx, sim)
		}, nil
	}
}
