package scenario

import (
	"context"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func atVerb() *Verb {
	return &Verb{
		Name:    "at",
		Forms:   []string{"at TIME ACTION …"},
		Summary: "Changes the directory at a later time.",
		Details: "TIME is an offset from the start of the directory, like +1h30m or +2d, or a time of RFC 3339. The actions are those of `change`.",
		Example: []string{"at +1h disable dai.nguyen@harbour.example", "run 2h"},
		read: func(l *line, _ *Scenario) (action, error) {
			when, rest, ok := strings.Cut(l.rest, " ")
			if !ok {
				return nil, l.usage()
			}
			if _, err := directory.ParseWhen(when, time.Time{}); err != nil {
				return nil, l.wrap(err, "")
			}
			a, err := readAction(l, strings.TrimSpace(rest))
			if err != nil {
				return nil, err
			}
			return func(_ context.Context, w *world) error {
				at, err := directory.ParseWhen(when, w.dir.Start())
				if err != nil {
					return err
				}
				if at.Before(w.clock.Now()) {
					return w.line.fail("give a later time; it is "+w.clock.Now().Format(time.RFC3339)+" by now", "%s is over", when)
				}
				return w.dir.Schedule(at, a)
			}, nil
		},
	}
}
