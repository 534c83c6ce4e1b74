package scenario

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/simulator"
)

func killVerb() *Verb {
	return &Verb{
		Name:    "kill",
		Forms:   []string{"kill N"},
		Summary: "Runs the next cycle and kills the simulator at its Nth step; another one takes the job up from what was stored.",
		Details: "Steps are a request that is about to be sent, one that was answered and the answer not read yet, a state that is about to " +
			"be stored, and one just stored. From the last step on nothing is sent and nothing is stored any more. A cycle with " +
			"fewer steps comes to its end. Whether it fails or cannot take place does not matter.",
		Example: []string{"kill 7", "cycle"},
		read: func(l *line, _ *Scenario) (action, error) {
			n, ok := cycles(l)
			if !ok || len(l.words) == 0 {
				return nil, l.usage()
			}
			return func(ctx context.Context, w *world) error { return w.kill(ctx, n) }, nil
		},
	}
}

// kill runs a cycle in a simulator that dies.
func (w *world) kill(ctx context.Context, last int) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	m := &mortal{Store: w.store, last: last, die: func() {
		w.killed = true
		cancel(errKilled)
	}}
	healthy := w.config
	err = w.configure(func(c *simulator.Config) { c.Store = m })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.configure(func(c *simulator.Config) { c.Store = healthy.Store })) }()
	w.mortal = m
	defer func() { w.mortal = nil }()
	sim, err := w.acting()
	if err != nil {
		return err
	}
	w.passTime(sim)
	m.begin()
	report, err := sim.RunCycle(ctx)
	w.cycled(report)
	if _, idle := errors.AsType[*simulator.NotActiveError](err); idle || errors.Is(err, errKilled) {
		return nil
	}
	if _, failed := errors.AsType[*simulator.CycleError](err); failed {
		return nil
	}
	return err
}
