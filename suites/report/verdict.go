package report

import (
	"fmt"
	"strings"
)

// Verdict is what a column says about one check.
type Verdict string

// The verdicts of the check list ("Verdicts").
const (
	Pass         Verdict = "pass"          // the assertion holds
	Fail         Verdict = "fail"          // a MUST does not hold
	Warn         Verdict = "warn"          // a SHOULD does not hold, or a MUST was met in a tolerated deviant form
	Note         Verdict = "note"          // a MAY or INFO observation worth printing
	NotSupported Verdict = "not supported" // the server itself announces that it does not offer the feature
	Skipped      Verdict = "skipped"       // a prerequisite did not hold, or the run ended before
	Error        Verdict = "error"         // the harness could not decide
)

// Verdicts lists all verdicts, best first.
func Verdicts() []Verdict {
	return []Verdict{Pass, Note, NotSupported, Warn, Skipped, Fail, Error}
}

// Conformant tells whether v leaves the claim "this target conforms" standing. A skipped check does not: a prerequisite
// of it failed, so nobody knows.
func (v Verdict) Conformant() bool {
	return v == Pass || v == Note || v == NotSupported || v == Warn
}

// Summary counts the profile's verdicts. What the baseline excuses is counted as Known and not as failed or skipped; what
// the baseline expects to fail and does not is counted as Unexpected, besides its verdict.
type Summary struct {
	Total        int `json:"total"`
	Passed       int `json:"passed"`
	Failed       int `json:"failed"`
	Warnings     int `json:"warnings"`
	Notes        int `json:"notes"`
	NotSupported int `json:"notSupported"`
	Skipped      int `json:"skipped"`
	Errors       int `json:"errors"`
	Known        int `json:"known,omitzero"`
	Unexpected   int `json:"unexpected,omitzero"`
}

// Summarize counts the verdicts of checks.
func Summarize(checks []Check) Summary {
	s := Summary{Total: len(checks)}
	for _, c := range checks {
		if c.Excused() {
			s.Known++
			continue
		}
		if c.Known != nil && c.Known.State == KnownPasses {
			s.Unexpected++
		}
		switch c.Verdict {
		case Pass:
			s.Passed++
		case Fail:
			s.Failed++
		case Warn:
			s.Warnings++
		case Note:
			s.Notes++
		case NotSupported:
			s.NotSupported++
		case Skipped:
			s.Skipped++
		case Error:
			s.Errors++
		}
	}
	return s
}

// Conformant tells whether every check of the run was decided and none failed, but for what the baseline excuses, and whether
// the baseline is right.
func (s Summary) Conformant() bool {
	return s.Failed == 0 && s.Skipped == 0 && s.Errors == 0 && s.Unexpected == 0
}

// Line is the summary on one line: the counts that are always there, then those that are not zero.
func (s Summary) Line() string {
	parts := []string{fmt.Sprintf("%d passed", s.Passed), fmt.Sprintf("%d failed", s.Failed)}
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{s.Warnings, "warning", "warnings"},
		{s.Notes, "note", "notes"},
		{s.NotSupported, "not supported", "not supported"},
		{s.Skipped, "skipped", "skipped"},
		{s.Errors, "error", "errors"},
		{s.Known, "known failure", "known failures"},
		{s.Unexpected, "no longer failing as the baseline says", "no longer failing as the baseline says"},
	} {
		switch {
		case p.n == 1:
			parts = append(parts, "1 "+p.one)
		case p.n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.many))
		}
	}
	return strings.Join(parts, ", ")
}
