package harness

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/entrasim/entrasim/suites/report"
)

// Collect turns Ginkgo's report into ours: one check per spec, in the order of specs. A spec of which Ginkgo knows nothing
// (the run ended before it) is skipped.
func Collect(r types.Report, specs []Spec) []report.Check {
	outcomes := map[string]outcome{}
	for _, sr := range r.SpecReports.WithLeafNodeType(types.NodeTypeIt) {
		o, ran := outcomeOf(sr)
		if id, _, _ := strings.Cut(sr.LeafNodeText, " "); ran {
			outcomes[id] = o
		}
	}
	checks := make([]report.Check, 0, len(specs))
	for _, s := range specs {
		o, ok := outcomes[s.ID]
		if !ok {
			o = outcome{ID: s.ID, State: stateSkipped, Reason: "the run ended before this check"}
		}
		checks = append(checks, o.check(s))
	}
	return checks
}

// CollectOne is Collect for a single spec report; ok is false when the spec was not run.
func CollectOne(sr types.SpecReport, specs []Spec) (check report.Check, ok bool) {
	o, ran := outcomeOf(sr)
	for _, s := range specs {
		if ran && s.ID == o.ID {
			return o.check(s), true
		}
	}
	return report.Check{}, false
}

// outcomeOf reads the outcome that the spec attached to itself. Ginkgo's state overrides it where Ginkgo ended the spec.
func outcomeOf(sr types.SpecReport) (outcome, bool) {
	var o outcome
	found := false
	for _, entry := range sr.ReportEntries {
		if entry.Name != outcomeEntry {
			continue
		}
		switch raw := entry.Value.GetRawValue().(type) {
		case outcome:
			o, found = raw, true
		default: // it came from another process
			found = json.Unmarshal([]byte(entry.Value.AsJSON), &o) == nil
		}
	}
	id, _, _ := strings.Cut(sr.LeafNodeText, " ")
	switch {
	case sr.State.Is(types.SpecStateTimedout):
		o.ID, o.State, found = id, stateError, true
		o.Reason = "the check was stopped after " + sr.RunTime.Round(time.Millisecond).String()
	case sr.State.Is(types.SpecStateInterrupted | types.SpecStateAborted):
		o.ID, o.State, o.Reason, found = id, stateError, "the run was interrupted during this check", true
	case !found && sr.State.Is(types.SpecStateFailureStates):
		o.ID, o.State, o.Reason, found = id, stateError, sr.Failure.Message, true
	}
	return o, found
}

// Discovery is the traffic that told which features the target announces, masked.
func (s *Session) Discovery() []report.Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.redact.publish(s.discovery)
}

// Target is the base URL as reports show it.
func (s *Session) Target() string { return s.redact.text(s.base.String()) }
