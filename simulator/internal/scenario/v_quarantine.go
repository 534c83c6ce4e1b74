package scenario

import "context"

func quarantineVerb() *Verb {
	return &Verb{
		Name:    "quarantine",
		Forms:   []string{"quarantine WHY"},
		Summary: "Imposes a quarantine by hand, as Microsoft may do (QuarantinedOnDemand).",
		Example: []string{"quarantine 'too many requests'"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) == 0 {
				return nil, l.usage()
			}
			return func(ctx context.Context, w *world) error {
				sim, err := w.job()
				if err != nil {
					return err
				}
				return sim.Quarantine(ctx, l.rest)
			}, nil
		},
	}
}
