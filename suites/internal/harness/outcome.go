package harness

import (
	"fmt"

	"github.com/entrasim/entrasim/suites/report"
)

// state is how a body ended, before any level is applied.
type state string

const (
	stateHeld        state = "held"
	stateViolated    state = "violated"
	stateSkipped     state = "skipped"
	stateUnsupported state = "not supported"
	stateError       state = "error"
)

// violation is an assertion that did not hold.
type violation struct {
	Reason      string   // what is wrong, in one sentence
	Where       string   // request or value
	Allowed     []string // what would have been right
	Got         string
	Location    string // file:line in the suites
	Decisive    int    // 1-based exchange
	ProfileOnly bool   // the RFC allows it
	Missing     Gate   // the feature that the target does not have at all, which explains it; "" when there is none
}

func (v violation) summary() string {
	s := v.Reason
	if v.Where != "" {
		s = v.Where + ": " + s
	}
	if v.Got != "" {
		s += ", got " + v.Got
	}
	return s
}

// remark is something worth printing; a deviation turns a pass into a warning.
type remark struct {
	Text        string
	Deviation   bool
	ProfileOnly bool // the RFC allows it
}

// outcome is what Ginkgo's report carries of each spec, as JSON when specs run in several processes.
type outcome struct {
	ID        string
	State     state
	Violation violation
	Reason    string // of skipped, not supported, error
	Remarks   []remark
	// Unmapped says why the check does not matter to the customer whose schema was given; "" when it does.
	Unmapped string
	// HeldBack is what kept a skipped check from being tried; nil for an interruption.
	HeldBack *report.Obstacle
	// GateClosed says that the target's own announcement excludes the feature (the profile demanded the check all the same).
	GateClosed bool
	// Unannounced says that the check was tried all the same, to see whether the feature works: nothing can be held against it.
	Unannounced bool
	Exchanges   []report.Exchange
	DurationMS  int64
}

// String keeps Ginkgo's console and JUnit short: the exchanges are for our own report.
func (o outcome) String() string { return fmt.Sprintf("%s %s", o.ID, o.State) }

// verdicts applies the levels: first the profile's verdict, then the RFC's, which is empty where the RFCs are silent.
func (o outcome) verdicts(d Declaration) (profile, rfc report.Verdict) {
	if d.Provisional {
		defer func() { profile, rfc = atMostNote(profile), atMostNote(rfc) }()
	}
	profile = o.column(d.Level, func(profileOnly bool) bool { return true })
	if o.Unannounced {
		profile = unannounced(o.State)
	}
	if o.Unmapped != "" && (profile == report.Fail || profile == report.Warn || profile == report.Skipped) {
		profile = report.Note
	}
	if d.RFC == Silent {
		return profile, ""
	}
	rfc = o.column(d.RFC, func(profileOnly bool) bool { return !profileOnly })
	switch {
	case o.GateClosed && (o.State == stateViolated || (o.State == stateSkipped && o.HeldBack != nil)):
		rfc = report.NotSupported
	case o.GateClosed && o.State == stateHeld:
		rfc = report.Note // works though not announced
	}
	return profile, rfc
}

// unannounced is the verdict about a feature that the target says it does not have: a note when it works.
func unannounced(s state) report.Verdict {
	if s == stateHeld {
		return report.Note
	}
	return report.NotSupported
}

// atMostNote is what a provisional check may say.
func atMostNote(v report.Verdict) report.Verdict {
	if v == report.Fail || v == report.Warn {
		return report.Note
	}
	return v
}

// column is the verdict of one column; concerns tells whether a finding with that ProfileOnly counts in it.
func (o outcome) column(level Level, concerns func(profileOnly bool) bool) report.Verdict {
	switch o.State {
	case stateSkipped:
		return report.Skipped
	case stateUnsupported:
		return report.NotSupported
	case stateViolated:
		if !concerns(o.Violation.ProfileOnly) {
			return report.Pass
		}
		switch level.strength() {
		case Must:
			return report.Fail
		case Should:
			return report.Warn
		default:
			return report.Note
		}
	case stateHeld:
		for _, r := range o.Remarks {
			if r.Deviation && concerns(r.ProfileOnly) {
				return report.Warn
			}
		}
		return report.Pass
	case stateError:
	}
	return report.Error
}

// check turns the outcome into its line of the report.
func (o outcome) check(s Spec) report.Check {
	c := report.Check{
		ID: s.ID, Area: s.Area(), Title: s.Title, Level: string(s.Level), RFCLevel: string(s.RFC), Ref: s.Ref, Gate: string(s.Gate),
		Effect: string(s.Effect), Requirement: s.Requirement, DurationMS: o.DurationMS, Exchanges: o.Exchanges,
		Reason: o.Reason, HeldBack: o.HeldBack, Location: s.location.String(),
	}
	c.Verdict, c.RFCVerdict = o.verdicts(s.Declaration)
	if s.Provisional {
		c.Remarks = append(c.Remarks, "a provisional check: it finds nothing worse than a note until the edition after "+s.Since)
	}
	if o.State == stateViolated && c.Verdict == report.NotSupported {
		c.Reason = "the target does not announce it, and it does not work"
	} else if o.State == stateViolated {
		v := o.Violation
		c.Reason, c.Where, c.Allowed, c.Got, c.Decisive, c.Advice = v.Reason, v.Where, v.Allowed, v.Got, v.Decisive, s.Advice
		c.Location = v.Location
	}
	for _, r := range o.Remarks {
		c.Remarks = append(c.Remarks, r.Text)
	}
	if o.Unmapped != "" && c.Verdict == report.Note {
		c.Remarks = append(c.Remarks, o.Unmapped)
	}
	if c.Verdict == report.Warn && o.State == stateHeld {
		c.Reason = "met in a tolerated form: " + o.Remarks[0].Text
		c.Advice = s.Advice
	}
	c.Location = shortLocation(c.Location)
	return c
}
