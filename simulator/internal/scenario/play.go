package scenario

import (
	"context"
	"errors"
	"fmt"
)

// Play plays the scenario. The report tells how it went; the error says that the play itself could not take place, or that ctx
// ended.
func (s *Scenario) Play(ctx context.Context, o Options) (report Report, err error) {
	report = Report{Name: s.Name, Title: s.Title, Evidence: s.Evidence, Failures: []Failure{}}
	if why := s.foreign(o); why != "" {
		report.Skipped = why
		return report, nil
	}
	w, err := open(ctx, s, o)
	if err != nil {
		return report, fmt.Errorf("play %s: %w", s.Name, err)
	}
	defer func() { err = errors.Join(err, w.close(ctx)) }()
	for n, step := range s.steps {
		w.line = step.line
		before := len(w.failures)
		err := step.do(ctx, w)
		if ctx.Err() != nil {
			return report, context.Cause(ctx)
		}
		if err != nil {
			w.failed(Failure{What: what(err), Remedy: hint(err, ""), Ended: true})
		}
		if err := w.observe(n, before); err != nil {
			return report, err
		}
		if w.ended() {
			break
		}
		report.Steps++
	}
	if !w.ended() {
		w.checkFaults()
	}
	report.Failures = append(report.Failures, w.failures...)
	report.Requests = w.requests
	report.Passed = len(report.Failures) == 0
	if w.updated {
		report.Updated = w.format()
	}
	return report, nil
}

// what is the text of an error without the place that the failure names anyway.
func what(err error) string {
	if e, ok := errors.AsType[*Error](err); ok && e.Verb != "" {
		return e.Verb + ": " + e.What
	}
	return err.Error()
}

// foreign says why the scenario cannot be played against somebody else's endpoint; "" when it can.
func (s *Scenario) foreign(o Options) string {
	if o.URL == "" {
		return ""
	}
	for _, step := range s.steps {
		if step.line.verb == "server" {
			return fmt.Sprintf("line %d changes the reference server, and the endpoint is another", step.line.number)
		}
	}
	return ""
}
