package selftest_test

import (
	"net/http/httptest"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// TestPlainTargetPasses guards against findings that are habits of the reference server and no rules.
func TestPlainTargetPasses(t *testing.T) {
	plain := selftest.NewPlain()
	target := httptest.NewServer(plain)
	defer target.Close()
	rep, err := suites.Run(t.Context(), suites.Options{URL: target.URL, Token: selftest.PlainToken, RunID: "plain", Seed: 7})
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	for _, c := range rep.Checks {
		if c.Verdict != report.Pass {
			t.Errorf("%s: %s, want pass", c.ID, c.Verdict)
		}
	}
	if t.Failed() {
		if err := report.Console(t.Output(), rep, report.ConsoleOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if len(rep.Checks) != len(suites.List()) {
		t.Errorf("%d checks ran, want all %d", len(rep.Checks), len(suites.List()))
	}
	if left := plain.Marked("plain"); len(left) > 0 {
		t.Errorf("the run left behind %q", left)
	}
	for _, n := range rep.Notes {
		t.Errorf("note about a right target: %s", n)
	}
}
