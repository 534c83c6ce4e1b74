package suites

import (
	"context"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// Test judges a target inside somebody's own test: each check is a subtest named by its id and title, so that
// `go test -run 'TestSCIM/AAD'` runs an area and `go test -json` names them. A check that fails, or that could not be decided,
// fails its subtest with requirement, what was allowed, what came and the exchange; a warning or a note is logged; one that the
// target does not support, or for which something is missing, is skipped with the reason.
//
// A test in which a check was skipped for want of something, and none failed, fails at the end: nobody knows whether that
// target is right. It returns the report of the checks that ran.
func Test(t *testing.T, opts Options) report.Report {
	t.Helper()
	session, err := Open(t.Context(), opts)
	if err != nil {
		explainError(t, err)
	}
	run := func(checks []CheckInfo) {
		for _, c := range checks {
			t.Run(c.ID+" "+c.Title, func(t *testing.T) {
				check, err := session.Judge(t.Context(), c.ID)
				if err != nil {
					explainError(t, err)
				}
				tell(t, check)
			})
		}
	}
	run(session.Checks())
	run(session.Closing())
	rep := session.Finish(context.WithoutCancel(t.Context()))
	for _, note := range rep.Notes {
		t.Logf("note: %s", note)
	}
	if s := rep.Summary; s.Skipped > 0 && s.Failed == 0 && s.Errors == 0 {
		t.Errorf("%d of %d checks could not be tried, because what they presuppose does not hold; the reasons stand with them", s.Skipped, s.Total)
	}
	return rep
}

// explainError ends the test: nothing could be judged.
func explainError(t *testing.T, err error) {
	t.Helper()
	hint := ""
	if e, ok := err.(interface{ Hint() string }); ok {
		hint = "\nhint: " + e.Hint()
	}
	t.Fatalf("%v%s", err, hint)
}

// tell gives a verdict in the words of a test.
func tell(t *testing.T, check report.Check) {
	t.Helper()
	switch check.Verdict {
	case report.Pass:
		for _, remark := range check.Remarks {
			t.Log(remark)
		}
	case report.Warn, report.Note:
		t.Logf("%s\n%s", check.Verdict, report.Explain(check))
	case report.NotSupported:
		t.Skip(string(report.NotSupported) + ": " + check.Reason)
	case report.Skipped:
		t.Skip(strings.TrimSpace(string(report.Skipped) + " " + check.Reason))
	case report.Fail, report.Error:
		t.Errorf("%s\n%s", check.Verdict, report.Explain(check))
	}
}
