package selftest_test

import (
	"net/http/httptest"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// withoutSchemas are the checks that a target does not pass which publishes no schemas, as Plain does not.
var withoutSchemas = map[string]string{
	"AAD-031": "there is nothing whose form could be judged",
	"AAD-038": "outside the gallery /Schemas is optional, so it is a warning",
}

// provisional are notes of provisional checks that Plain rightly gets.
var provisional = map[string]string{
	"AAD-041": "Plain takes the text of a role as it is; that Entra means what is inside of it has been reported, and no text says so",
}

// TestPlainTargetPasses guards against findings that are habits of the reference server and no rules.
func TestPlainTargetPasses(t *testing.T) {
	plain := selftest.NewPlain()
	target := httptest.NewServer(plain)
	defer target.Close()
	opts := suites.Options{URL: target.URL, Token: selftest.PlainToken, Filter: asEntra, RunID: "plain", Seed: 7}
	selected, err := suites.Select(opts)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := suites.Run(t.Context(), opts)
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	for _, c := range rep.Checks {
		missing := withoutSchemas[c.ID] != "" && c.Verdict != report.Fail && c.Verdict != report.Error
		missing = missing || provisional[c.ID] != "" && c.Verdict == report.Note
		if c.Verdict != report.Pass && c.Verdict != report.NotSupported && !missing {
			t.Errorf("%s: %s, want pass", c.ID, c.Verdict)
		}
	}
	if t.Failed() {
		if err := report.Console(t.Output(), rep, report.ConsoleOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if len(rep.Checks) != len(selected) {
		t.Errorf("%d checks ran, want all %d", len(rep.Checks), len(selected))
	}
	if left := plain.Marked("plain"); len(left) > 0 {
		t.Errorf("the run left behind %q", left)
	}
	for _, n := range rep.Notes {
		t.Errorf("note about a right target: %s", n)
	}
}
