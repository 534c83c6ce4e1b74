package scenario

import "context"

func advanceVerb() *Verb {
	return &Verb{
		Name:    "advance",
		Forms:   []string{"advance TIME"},
		Summary: "Lets time pass without cycles, as if the service rested.",
		Details: "TIME is written like 90m, 6h or 28d. Scheduled changes and purges of the directory take place. With cycles, time passes by `run`.",
		Example: []string{"advance 30d", "cycle"},
		read: func(l *line, _ *Scenario) (action, error) {
			d, err := span(l)
			if err != nil {
				return nil, err
			}
			return func(_ context.Context, w *world) error {
				sim, err := w.job()
				if err != nil {
					return err
				}
				sim.Advance(d)
				return nil
			}, nil
		},
	}
}
