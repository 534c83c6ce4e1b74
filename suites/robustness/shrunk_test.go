package robustness_test

import (
	"regexp"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/robustness"
)

// TestCounterexamplesAreSmall holds that what random users, filters and PATCH requests find is told by the smallest example: one
// attribute, one comparison, the two operations that it takes.
func TestCounterexamplesAreSmall(t *testing.T) {
	smallest := map[string]struct{ check, form string }{
		"strings-cut":           {"ROB-006", `allowed: a user with \{"\w+":"[^"]*"\}\n`},
		"filter-escape-broken":  {"ROB-007", `does not find what it should: \w+ (eq|ne|co|sw|ew) "([^"\\]|\\.)*"\n`},
		"partial-patch-applied": {"ROB-008", `do not do what they say: \[\[\{"op":[^\n]*\},\{"op":"replace","path":"active","value":[^\n,]*\}\]\]\n`},
	}
	defects, err := selftest.EveryDefect()
	if err != nil {
		t.Fatal(err)
	}
	for _, defect := range defects {
		want, ok := smallest[defect.Name]
		if !ok {
			continue
		}
		delete(smallest, defect.Name)
		specs, err := selftest.Pick(robustness.Checks(), want.check)
		if err != nil {
			t.Fatal(err)
		}
		checks, err := defect.Judge(t.Context(), specs)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range checks {
			if text := selftest.Explain(c); c.Verdict != report.Warn || !regexp.MustCompile(want.form).MatchString(text) {
				t.Errorf("under %s the verdict is %s; want a warning, and an example of the form %s:\n%s", defect.Name, c.Verdict, want.form, text)
			}
		}
	}
	if len(smallest) > 0 {
		t.Errorf("there are no such defects any more: %v", smallest)
	}
}
