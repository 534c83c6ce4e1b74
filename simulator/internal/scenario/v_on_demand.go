package scenario

import (
	"context"
	"errors"
	"slices"

	"github.com/entrasim/entrasim/simulator"
)

// refused is the outcome of a provision on demand that was not begun.
const refused = "Refused"

func onDemandVerb() *Verb {
	return &Verb{
		Name:    "on-demand",
		Forms:   []string{"on-demand NAME [MEMBER…] [result=RESULT]"},
		Summary: "Provisions one user, or a group with some of its members, on demand.",
		Details: "NAME is a userPrincipalName, the displayName of a group, or an object id. RESULT is Success, Skipped, Warning, Failure, or " +
			"Refused when nothing is sent because the object cannot be chosen. Without it the result must be Success.",
		Example: []string{"on-demand dai.nguyen@harbour.example", "on-demand eva.moller@harbour.example result=Skipped"},
		read:    readOnDemand,
	}
}

func readOnDemand(l *line, _ *Scenario) (action, error) {
	var refs []string
	want := string(simulator.OnDemandSuccess)
	for _, word := range l.words {
		if name, value, ok := option(word); ok && name == "result" {
			want = value
			continue
		}
		refs = append(refs, word)
	}
	results := []string{
		string(simulator.OnDemandSuccess), string(simulator.OnDemandSkipped), string(simulator.OnDemandWarning),
		string(simulator.OnDemandFailure), refused,
	}
	switch {
	case len(refs) == 0:
		return nil, l.usage()
	case !slices.Contains(results, want):
		return nil, l.fail("write Success, Skipped, Warning, Failure or Refused", "there is no result %q", want)
	}
	return func(ctx context.Context, w *world) error { return w.onDemand(ctx, refs, want) }, nil
}

func (w *world) onDemand(ctx context.Context, refs []string, want string) error {
	sim, err := w.acting()
	if err != nil {
		return err
	}
	report, err := sim.ProvisionOnDemand(ctx, refs[0], refs[1:]...)
	got, what := string(report.Result), ""
	if _, ok := errors.AsType[*simulator.OnDemandError](err); ok {
		got, what = refused, err.Error()
	} else if _, ok := errors.AsType[*simulator.CycleError](err); err != nil && !ok {
		return err
	}
	w.took(report.Records, report.Exchanges)
	if got == want {
		return nil
	}
	if e := report.Status.Error; e != nil {
		what = e.Code + ": " + e.Reason
	}
	f := Failure{What: "provision on demand had another result", Want: want, Got: got, Exchanges: w.lastExchange()}
	if what != "" {
		f.Got += " (" + what + ")"
	}
	w.failed(f)
	return nil
}
