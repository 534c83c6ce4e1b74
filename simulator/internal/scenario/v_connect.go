package scenario

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/simulator"
)

func connectVerb() *Verb {
	return &Verb{
		Name:    "connect",
		Forms:   []string{"connect", "connect fails [CODE]"},
		Summary: "Presses Test Connection; with fails it must not succeed.",
		Details: "CODE is the error code that the portal must show.",
		Example: []string{"fault every probe answer 401", "connect fails SystemForCrossDomainIdentityManagementCredentialValidationFailure"},
		read: func(l *line, _ *Scenario) (action, error) {
			want, err := readOutcome(l)
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context, w *world) error {
				sim, err := w.acting()
				if err != nil {
					return err
				}
				report, err := sim.Connect(ctx)
				return w.connected(report, err, want)
			}, nil
		},
	}
}

// outcome is how a step that may fail is to end.
type outcome struct {
	fails bool
	code  string // of the failure; "" means any
}

// readOutcome reads what may stand behind a verb: nothing, or fails and a code.
func readOutcome(l *line) (outcome, error) {
	switch {
	case len(l.words) == 0:
		return outcome{}, nil
	case l.words[0] != "fails" || len(l.words) > 2:
		return outcome{}, l.usage()
	case len(l.words) == 2:
		return outcome{true, l.words[1]}, nil
	default:
		return outcome{fails: true}, nil
	}
}

// connected judges a test connection.
func (w *world) connected(report simulator.ConnectReport, err error, want outcome) error {
	for _, s := range report.Steps {
		w.took(nil, []simulator.Exchange{s.Exchange})
	}
	refused, ok := errors.AsType[*simulator.ConnectError](err)
	if err != nil && !ok {
		return err
	}
	code := ""
	if refused != nil {
		code = refused.Code
	}
	w.settle(err, code, want, "Test Connection")
	return nil
}

// settle compares how a step ended with how it was to end.
func (w *world) settle(err error, code string, want outcome, what string) {
	f := Failure{Exchanges: w.lastExchange()}
	switch {
	case err == nil && want.fails:
		f.What, f.Want, f.Got = what+" succeeded", "a failure", "success"
	case err != nil && !want.fails:
		f.What, f.Remedy, f.Ended = what+" failed: "+err.Error(), hint(err, ""), true
	case want.code != "" && want.code != code:
		f.What, f.Want, f.Got = what+" failed in another way", want.code, code
	default:
		return
	}
	w.failed(f)
}

// lastExchange is what was sent last.
func (w *world) lastExchange() []simulator.Exchange {
	if n := len(w.last.exchanges); n > 0 {
		return w.last.exchanges[n-1:]
	}
	return nil
}
