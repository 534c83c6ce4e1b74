package report

import (
	"fmt"
	"time"
)

// day is the form of dates in a baseline.
const day = "2006-01-02"

// Baseline is the failures that are accepted until a date: a run that finds them, and nothing else, is fine.
type Baseline []Entry

// Entry accepts the failure of one check.
type Entry struct {
	ID     string
	Reason string
	Until  string // the last day on which it is accepted, as 2006-01-02; "" for as long as it takes
	line   int
}

// Apply returns r with what the baseline says about its checks, judged on the day today:
//
//	fails or is skipped, in time     a known failure, no finding
//	fails or is skipped, too late    expired: a finding
//	anything else but an error       an unexpected pass: a finding, so that entries go when they are no longer true
//
// A check that could not be decided stays undecided. Entries for checks that r does not have say nothing.
func (b Baseline) Apply(r Report, today time.Time) Report {
	entries := map[string]Entry{}
	for _, e := range b {
		entries[e.ID] = e
	}
	checks := make([]Check, len(r.Checks))
	for i, c := range r.Checks {
		c.Known = nil
		if e, ok := entries[c.ID]; ok {
			c.Known = e.judge(c.Verdict, today.UTC().Format(day))
		}
		checks[i] = c
	}
	r.Checks = checks
	return Complete(r)
}

func (e Entry) judge(v Verdict, today string) *Known {
	k := &Known{State: KnownPasses, Reason: e.Reason, Until: e.Until}
	switch {
	case v == Error:
		return nil
	case (v == Fail || v == Skipped) && e.Until != "" && today > e.Until:
		k.State = KnownExpired
	case v == Fail || v == Skipped:
		k.State = KnownFails
	}
	return k
}

// story is what people are told about a known failure; "" when the baseline is silent.
func (c Check) story() string {
	if c.Known == nil {
		return ""
	}
	until := ""
	if c.Known.Until != "" {
		until = ", until " + c.Known.Until
	}
	switch c.Known.State {
	case KnownFails:
		return fmt.Sprintf("known failure: %s%s", c.Known.Reason, until)
	case KnownExpired:
		return fmt.Sprintf("this failure was accepted until %s only: %s", c.Known.Until, c.Known.Reason)
	case KnownPasses:
		return fmt.Sprintf("the baseline expects this check to fail (%s%s), and its verdict is %s: take the entry out", c.Known.Reason, until, c.Verdict)
	}
	return ""
}
