package scenario

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/simulator"
)

func cycleVerb() *Verb {
	return &Verb{
		Name:    "cycle",
		Forms:   []string{"cycle [N]", "cycle fails [CODE]", "cycle refused"},
		Summary: "Lets time pass until the next cycle is due, and runs it.",
		Details: "N runs so many. With `fails` the cycle as a whole must fail, as it does when the credentials are refused; failures of single " +
			"objects do not fail it. With `refused` no cycle may take place, because the job is paused or disabled.\n\n" +
			"The first cycle is due at once, each other one 40 minutes after the one before, in quarantine later.",
		Example: []string{"cycle", "cycle 3", "cycle fails"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) == 1 && l.words[0] == "refused" {
				return cycleRefused, nil
			}
			if n, ok := cycles(l); ok {
				return func(ctx context.Context, w *world) error { return w.cycles(ctx, n, outcome{}) }, nil
			}
			want, err := readOutcome(l)
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context, w *world) error { return w.cycles(ctx, 1, want) }, nil
		},
	}
}

func cycles(l *line) (int, bool) {
	if len(l.words) == 0 {
		return 1, true
	}
	n, ok := number(l.words[0])
	return n, ok && n > 0 && len(l.words) == 1
}

// cycleRefused runs a cycle that must not take place.
func cycleRefused(ctx context.Context, w *world) error {
	sim, err := w.acting()
	if err != nil {
		return err
	}
	w.passTime(sim)
	report, err := sim.RunCycle(ctx)
	w.cycled(report)
	if _, idle := errors.AsType[*simulator.NotActiveError](err); idle {
		return nil
	}
	if err != nil {
		return err
	}
	w.failed(Failure{What: "a cycle took place", Want: "that the job is paused or disabled", Got: "a cycle", Exchanges: w.lastExchange()})
	return nil
}

// cycles runs cycles when they are due.
func (w *world) cycles(ctx context.Context, n int, want outcome) error {
	sim, err := w.acting()
	if err != nil {
		return err
	}
	for range n {
		w.passTime(sim)
		if err := w.oneCycle(ctx, sim, want); err != nil || w.ended() {
			return err
		}
	}
	return nil
}

// passTime lets time pass until the next cycle is due.
func (w *world) passTime(sim *simulator.Simulator) {
	status := sim.Status()
	sim.Advance(status.Next.Sub(status.Now))
}

func (w *world) oneCycle(ctx context.Context, sim *simulator.Simulator, want outcome) error {
	report, err := sim.RunCycle(ctx)
	w.cycled(report)
	failure, ok := errors.AsType[*simulator.CycleError](err)
	if err != nil && !ok {
		return err
	}
	code := ""
	if failure != nil {
		code = failure.Code
	}
	w.settle(err, code, want, "the cycle")
	return nil
}
