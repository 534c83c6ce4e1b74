package people_test

import (
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/filter"
	"github.com/entrasim/entrasim/suites/rfc7644/list"
)

// noOr is a server that does not know or.
const noOr = `
defects:
  - {name: or-rejected, title: or answers 400, models: a parser for one kind of query, source: RFC 7644 §3.4.2.2 violated, checks: [FLT-012],
     rules: [{when: {filter: {has: [or]}}, instead: {status: 400, scimType: invalidFilter}}]}
`

// TestNarrowing: an expression is asked of the run's own users by whatever the target can do, and of nobody else when it can
// do too little. FLT-002 asks an expression, LST-013 walks the list of all.
func TestNarrowing(t *testing.T) {
	specs, err := selftest.Pick(append(filter.Checks(), list.Checks()...), "FLT-002", "LST-013")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		defects   []string
		ask, walk report.Verdict
	}{
		"everything works":     {nil, report.Pass, report.Pass},
		"without sw and co":    {[]string{"filter-co-rejected"}, report.Pass, report.Pass},
		"with eq and and only": {[]string{"filter-co-rejected", "or-rejected"}, report.Pass, report.Skipped},
		"and does not work":    {[]string{"filter-and-is-or"}, report.Skipped, report.Pass},
		"eq does not work":     {[]string{"filter-eq-is-contains"}, report.Skipped, report.Pass},
		"lists are cut off":    {[]string{"list-capped"}, report.Pass, report.Fail},
		"filters are ignored":  {[]string{"filter-ignored"}, report.Skipped, report.Skipped},
		"filters are refused":  {[]string{"filter-501"}, report.Skipped, report.Skipped},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ref, err := selftest.NewReference(t.Context(), func(c *server.Config) { c.DefectRules["or.yaml"] = []byte(noOr) })
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = ref.Close() }()
			if err := ref.Populate(); err != nil {
				t.Fatal(err)
			}
			if err := ref.Server.Configure(t.Context(), server.DefaultOrganisation, server.Change{TurnOn: tc.defects}); err != nil {
				t.Fatal(err)
			}
			checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range []report.Verdict{tc.ask, tc.walk} {
				if checks[i].Verdict != want {
					t.Errorf("%s is %s, want %s\n%s", checks[i].ID, checks[i].Verdict, want, selftest.Explain(checks[i]))
				}
			}
		})
	}
}
