package scenario

import "context"

func resumeVerb() *Verb {
	return &Verb{
		Name:    "resume",
		Forms:   []string{"resume"},
		Summary: "Lets another simulator take the job up from what the first one has stored.",
		Example: []string{"cycle", "resume", "cycle", "expect-state kind=incremental"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) > 0 {
				return nil, l.usage()
			}
			return func(_ context.Context, w *world) error {
				if err := w.put(); err != nil {
					return err
				}
				_, err := w.job()
				return err
			}, nil
		},
	}
}
