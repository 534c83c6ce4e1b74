package selftest_test

import (
	"net/http"
	"testing"

	"github.com/entrasim/entrasim/suites/entra"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// TestRunJudgesAsGinkgoDoes holds that the runner without Ginkgo comes to the verdicts of the one that users have.
func TestRunJudgesAsGinkgoDoes(t *testing.T) {
	for _, name := range []string{"", "op-case-sensitive", "no-match-is-404"} {
		t.Run("defect "+name, func(t *testing.T) {
			target := selftest.NewPlain()
			handler := http.Handler(target)
			for _, d := range selftest.Defects() {
				if d.Name == name {
					handler = d.Wrap(target)
				}
			}
			direct, err := selftest.Run(t.Context(), handler, harness.Config{Profile: harness.Entra, RunID: "direct"}, entra.Checks()...)
			if err != nil {
				t.Fatal(err)
			}
			verdicts := map[string]report.Verdict{}
			for _, c := range judge(t, handler, "", selftest.PlainToken).Checks {
				verdicts[c.ID] = c.Verdict
			}
			for _, c := range direct {
				if c.Verdict != verdicts[c.ID] {
					t.Errorf("%s is %s, and through Ginkgo %s: %s", c.ID, c.Verdict, verdicts[c.ID], selftest.Explain(c))
				}
			}
			if left := target.Marked("direct"); len(left) > 0 {
				t.Errorf("the run left behind %q", left)
			}
		})
	}
}

func TestPickRefusesUnknownIDs(t *testing.T) {
	if _, err := selftest.Pick(entra.Checks(), "AAD-001", "AAD-999"); err == nil {
		t.Error("an id that is not among the checks is accepted")
	}
	got, err := selftest.Pick(entra.Checks(), "AAD-003", "AAD-001")
	if err != nil || len(got) != 2 || got[0].ID != "AAD-001" {
		t.Errorf("picked %d checks, %v; want AAD-001 and AAD-003 in this order", len(got), err)
	}
}
