package scenario

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/simulator"
)

func credentialsVerb() *Verb {
	return &Verb{
		Name:    "credentials",
		Forms:   []string{"credentials save [fails [CODE]]", "credentials validate [fails [CODE]]"},
		Summary: "Saves the admin credentials again, or only validates them; both begin with Test Connection.",
		Details: "The token is the one that is valid. With `fails` the validation must not succeed; nothing is saved then.",
		Example: []string{"fault every probe answer 401", "credentials save fails"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) == 0 || l.words[0] != "save" && l.words[0] != "validate" {
				return nil, l.usage()
			}
			rest := *l
			rest.words = l.words[1:]
			want, err := readOutcome(&rest)
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context, w *world) error { return w.credentials(ctx, l.words[0] == "save", want) }, nil
		},
	}
}

func (w *world) credentials(ctx context.Context, save bool, want outcome) error {
	sim, err := w.acting()
	if err != nil {
		return err
	}
	if !save {
		report, err := sim.ValidateCredentials(ctx, simulator.Credentials{})
		return w.connected(report, err, want)
	}
	err = sim.SaveCredentials(ctx, simulator.Credentials{})
	refused, ok := errors.AsType[*simulator.ConnectError](err)
	if err != nil && !ok {
		return err
	}
	code := ""
	if refused != nil {
		code = refused.Code
	}
	w.settle(err, code, want, "saving the credentials")
	return nil
}
