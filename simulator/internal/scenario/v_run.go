package scenario

import (
	"context"
	"errors"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func runVerb() *Verb {
	return &Verb{
		Name:    "run",
		Forms:   []string{"run TIME"},
		Summary: "Lets time pass, with the cycles that are due in it.",
		Details: "TIME is written like 90m, 6h or 28d. Cycles that fail as a whole do not end it; a job that is paused or disabled has none. " +
			"Expectations behind it are about all its cycles.",
		Example: []string{"run 24h", "run 28d"},
		read: func(l *line, _ *Scenario) (action, error) {
			d, err := span(l)
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context, w *world) error { return w.run(ctx, d) }, nil
		},
	}
}

// span reads how much time is to pass.
func span(l *line) (time.Duration, error) {
	if len(l.words) != 1 {
		return 0, l.usage()
	}
	at, err := directory.ParseWhen("+"+l.words[0], time.Time{})
	if err != nil || at.IsZero() {
		return 0, l.fail("write it like 90m, 6h or 28d", "%q is no time that can pass", l.words[0])
	}
	return at.Sub(time.Time{}), nil
}

// run lets time pass, cycle by cycle. Simulator.Run is not used because it begins with a cycle whether one is due or not.
func (w *world) run(ctx context.Context, d time.Duration) error {
	sim, err := w.acting()
	if err != nil {
		return err
	}
	end := sim.Now().Add(d)
	for ctx.Err() == nil {
		next := sim.Status().Next
		if !next.Before(end) {
			break
		}
		w.passTime(sim)
		report, err := sim.RunCycle(ctx)
		w.cycled(report)
		if _, idle := errors.AsType[*simulator.NotActiveError](err); idle {
			break
		}
		if _, failed := errors.AsType[*simulator.CycleError](err); err != nil && !failed {
			return err
		}
	}
	sim.Advance(end.Sub(sim.Now()))
	return context.Cause(ctx)
}
