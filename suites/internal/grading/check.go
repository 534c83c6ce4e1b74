package grading

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/report"
)

// Check is one of the CLI checks.
type Check struct {
	ID, Title, Level, Ref, Requirement, Advice string
	rule                                       func([]Exchange) result
}

// result is what a rule makes of the trail.
type result struct {
	seen    int    // how many requests were of the kind that the rule is about
	unseen  string // what would have had to be seen, when none was
	at      int    // 1-based: the exchange that violates; 0 when none does
	reason  string
	got     string
	allowed []string
	// tolerated is a deviation that servers usually accept; it makes a pass a warning.
	tolerated   string
	toleratedAt int
	remarks     []string
}

// violate keeps the first violation.
func (r *result) violate(at int, reason, got string, allowed ...string) {
	if r.at == 0 {
		r.at, r.reason, r.got, r.allowed = at+1, reason, got, allowed
	}
}

// tolerate keeps the first deviation.
func (r *result) tolerate(at int, text string) {
	if r.tolerated == "" {
		r.tolerated, r.toleratedAt = text, at+1
	}
}

func (r *result) remark(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(r.remarks, text) {
		r.remarks = append(r.remarks, text)
	}
}

// Area is that of all checks of this package, Profile their profile.
const (
	Area    = "CLI"
	Profile = "client"
)

// Checks are all checks, by number.
func Checks() []Check {
	all := slices.Concat(discovery(), media(), schemas(), operations(), values(), matching(), patience(), versions(), cursors(), pages(), privacy())
	slices.SortFunc(all, func(a, b Check) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// Judge gives each check its verdict.
func Judge(trail []Exchange, mask Redact) []report.Check {
	var out []report.Check
	for _, c := range Checks() {
		out = append(out, c.judge(trail, mask))
	}
	return out
}

// before is how many exchanges in front of the one that decided go into the report.
const before = 3

func (c Check) judge(trail []Exchange, mask Redact) report.Check {
	r := c.rule(trail)
	out := report.Check{
		ID: c.ID, Area: Area, Title: c.Title, Level: c.Level, RFCLevel: c.Level, Ref: c.Ref, Effect: "read", Requirement: c.Requirement,
		Remarks: r.remarks,
	}
	decisive := 0
	switch {
	case r.at > 0:
		decisive = r.at
		out.Verdict = report.Warn
		if c.Level == "MUST" {
			out.Verdict = report.Fail
		}
		out.Reason, out.Got, out.Allowed, out.Advice = r.reason, mask.text(r.got), r.allowed, c.Advice
	case r.seen == 0:
		out.Verdict, out.Reason = report.NotSupported, r.unseen
	case r.tolerated != "":
		decisive = r.toleratedAt
		out.Verdict, out.Reason, out.Advice = report.Warn, "met in a tolerated form: "+r.tolerated, c.Advice
	default:
		out.Verdict = report.Pass
		out.Remarks = append(out.Remarks, fmt.Sprintf("seen %d times", r.seen))
	}
	if decisive > 0 {
		out.Where = mask.text(trail[decisive-1].what())
		from := max(0, decisive-1-before)
		for _, e := range trail[from:decisive] {
			out.Exchanges = append(out.Exchanges, mask.publish(e))
		}
		out.Decisive = len(out.Exchanges)
	}
	out.RFCVerdict = out.Verdict
	return out
}

// oneOf tells whether s is one of names, whatever the letter case.
func oneOf(s string, names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, s) })
}
