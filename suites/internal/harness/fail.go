package harness

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/onsi/ginkgo/v2"
)

// attempted carries a violation out of an attempt.
type attempted struct {
	t *T
	v violation
}

// attempt runs do and returns the first violation in it instead of reporting it.
func (t *T) attempt(do func()) (found *violation) {
	t.trying++
	defer func() {
		t.trying--
		if p := recover(); p != nil {
			a, ok := p.(attempted)
			if !ok || a.t != t {
				panic(p)
			}
			found = &a.v
		}
	}()
	do()
	return nil
}

// violate reports that an assertion does not hold and does not return.
func (t *T) violate(v violation) {
	ex, n := t.recorder.last()
	if v.Decisive == 0 {
		v.Decisive = n
	}
	if v.Where == "" && n > 0 {
		v.Where = ex.method + " " + strings.TrimPrefix(ex.url, t.session.base.String())
	}
	skip, location := specFrame()
	v.Location = location
	v.Reason, v.Where, v.Got = t.session.redact.text(v.Reason), t.session.redact.text(v.Where), t.session.redact.text(v.Got)
	v.Missing = t.feature(t.recorder.at(v.Decisive))
	if t.trying > 0 {
		panic(attempted{t, v})
	}
	t.without(v.Missing)
	if announced, _ := t.session.features().word(v.Missing); announced {
		v.Reason = "announced, and it does not work: " + v.Reason
	}
	t.outcome.State, t.outcome.Violation = stateViolated, v
	if t.direct || t.Level.strength() != Must {
		panic(stopped{t})
	}
	ginkgo.Fail(t.message(v), skip)
}

// message is the failure in Ginkgo's own report; ours has it field by field.
func (t *T) message(v violation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s [%s, %s]\n%s\nwhere:   %s\n", t.Requirement, t.Level, t.Ref, v.Reason, v.Where)
	if len(v.Allowed) > 0 {
		fmt.Fprintf(&b, "allowed: %s\n", strings.Join(v.Allowed, " or "))
	}
	if v.Got != "" {
		fmt.Fprintf(&b, "got:     %s\n", v.Got)
	}
	fmt.Fprintf(&b, "advice:  %s", t.Advice)
	return b.String()
}

// Fail reports a violation that no other assertion covers: reason in one sentence, what would have been right, what came.
func (t *T) Fail(reason, got string, allowed ...string) {
	t.violate(violation{Reason: reason, Got: got, Allowed: allowed})
}

// FailProfile is Fail for what the RFC allows and the profile does not.
func (t *T) FailProfile(reason, got string, allowed ...string) {
	t.violate(violation{Reason: reason, Got: got, Allowed: allowed, ProfileOnly: true})
}

// specFrame finds the line of the suites that asserted: the first caller outside this package, subject and httpexpect. skip is what
// ginkgo.Fail, called by violate, needs to name the same line.
func specFrame() (skip int, location string) {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)]) // 3: past Callers, specFrame and violate
	for skip = 1; ; skip++ {
		frame, more := frames.Next()
		// By file: a closure that was inlined carries the name of the function it was inlined into.
		ours := (strings.Contains(frame.File, "/suites/internal/harness/") || strings.Contains(frame.File, "/suites/internal/subject/")) && !strings.HasSuffix(frame.File, "_test.go")
		if !ours && !strings.Contains(frame.File, "gavv/httpexpect") {
			return skip, fmt.Sprintf("%s:%d", frame.File, frame.Line)
		}
		if !more {
			return 0, ""
		}
	}
}

// shortLocation cuts a file:line down to package directory and file: where a module stands is nobody's business.
func shortLocation(location string) string {
	if location == "" {
		return ""
	}
	dir, file := filepath.Split(location)
	return filepath.Base(dir) + "/" + file
}
