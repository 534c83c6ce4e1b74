package trial

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Outcome is what one side makes of a demand.
type Outcome string

// The outcomes. Unasked means that this side does not demand it.
const (
	Passed  Outcome = "passed"
	Failed  Outcome = "failed"
	Unasked Outcome = "unasked"
)

// Verdict is what a test came to.
type Verdict string

// The verdicts.
const (
	OK          Verdict = "passed"
	Bad         Verdict = "failed"
	FalseAlarm  Verdict = "false alarm"
	Unseen      Verdict = "unseen"
	Skipped     Verdict = "skipped"
	NotRun      Verdict = "not run"
	NeedsTenant Verdict = "needs a tenant"
)

// Ran reports whether the test was carried out.
func (v Verdict) Ran() bool { return v == OK || v == Bad || v == FalseAlarm || v == Unseen }

// Assertion is one demand.
type Assertion struct {
	What    string  `json:"what"`          // what is demanded, as a sentence
	Got     string  `json:"got,omitempty"` // what was there instead, when one side is not content
	Tool    Outcome `json:"tool"`
	RFC     Outcome `json:"rfc"`
	Section string  `json:"section,omitempty"` // of the RFC
	Note    string  `json:"note,omitempty"`    // a known defect of the tool, or what it is blind to
}

// content reports whether neither side has anything to say against the answer.
func (a Assertion) content() bool { return a.Tool != Failed && a.RFC != Failed }

// Result is what came of a test.
type Result struct {
	Test
	Tool       Outcome               `json:"toolOutcome"`
	RFC        Outcome               `json:"rfcOutcome"`
	Verdict    Verdict               `json:"verdict"`
	Summary    string                `json:"summary"` // the verdict in plain words
	Planned    []string              `json:"planned,omitempty"`
	Assertions []Assertion           `json:"assertions,omitempty"`
	Exchanges  []scimclient.Exchange `json:"exchanges,omitempty"`
}

// settle draws the verdict from the assertions.
func (r *Result) settle() {
	if r.Verdict != "" {
		return
	}
	r.Tool, r.RFC = Passed, Unasked
	alarm := true // every failure of the tool is one that the RFC calls fine
	for _, a := range r.Assertions {
		if a.Tool == Failed {
			r.Tool = Failed
			alarm = alarm && a.RFC == Passed
		}
		switch {
		case a.RFC == Failed:
			r.RFC = Failed
		case a.RFC == Passed && r.RFC == Unasked:
			r.RFC = Passed
		}
	}
	switch {
	case r.Tool == Failed && alarm && r.RFC != Failed:
		r.Verdict = FalseAlarm
		r.Summary = fmt.Sprintf("%s says fail, the RFC says fine: %s", r.Test.Tool.title(), r.complaints(func(a Assertion) bool { return a.Tool == Failed }))
	case r.Tool == Failed:
		r.Verdict = Bad
		r.Summary = r.complaints(func(a Assertion) bool { return a.Tool == Failed })
	case r.RFC == Failed:
		r.Verdict = Unseen
		r.Summary = fmt.Sprintf("%s says fine, the RFC does not: %s", r.Test.Tool.title(), r.complaints(func(a Assertion) bool { return a.RFC == Failed }))
	default:
		r.Verdict, r.Summary = OK, "everything it asks for holds"
	}
}

// complaints puts assertions into one line: the first in full, the rest counted.
func (r *Result) complaints(of func(Assertion) bool) string {
	var first string
	n := 0
	for _, a := range r.Assertions {
		if !of(a) {
			continue
		}
		n++
		if n == 1 {
			first = a.sentence()
		}
	}
	if n > 1 {
		return fmt.Sprintf("%s (and %d more)", first, n-1)
	}
	return first
}

func (a Assertion) sentence() string {
	s := a.What
	if a.Got != "" {
		s += "; got " + a.Got
	}
	if a.Note != "" {
		s += " (" + a.Note + ")"
	}
	return s
}

func (t Tool) title() string {
	if t == Gallery {
		return "the gallery's test"
	}
	return "the validator"
}

// Complaints lists the assertions that one side is not content with.
func (r Result) Complaints() []Assertion {
	var list []Assertion
	for _, a := range r.Assertions {
		if !a.content() {
			list = append(list, a)
		}
	}
	return list
}

// Title is the name, with the request in front where the web tool shows it so.
func (t Test) Title() string {
	if t.Tool == Validator {
		return strings.TrimSpace(t.Request + " - " + t.Name)
	}
	return t.Name
}
