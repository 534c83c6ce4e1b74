package scenario

import (
	"context"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/dial"
)

func dialVerb() *Verb {
	return &Verb{
		Name:    "dial",
		Forms:   []string{"dial NAME=VALUE…"},
		Summary: "Sets dials: behaviours of Entra that documentation and field reports leave open.",
		Details: "`entrasim dials` lists them. In scenarios concurrency is 1 unless set, so that requests follow each other in one order.",
		Example: []string{"dial on-429=retry-after", "dial request-timeout=500ms members-per-patch=100"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) == 0 {
				return nil, l.usage()
			}
			if _, err := dial.Parse(l.words...); err != nil {
				return nil, l.wrap(err, "")
			}
			return func(_ context.Context, w *world) error {
				return w.configure(func(c *simulator.Config) {
					for _, word := range l.words {
						name, value, _ := option(word)
						c.Dials[name] = value
					}
				})
			}, nil
		},
	}
}
