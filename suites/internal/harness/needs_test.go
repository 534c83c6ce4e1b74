package harness_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// TestFailedPrerequisiteSkips holds "one cause, one failure": what stands on a create that fails is skipped, naming it, and
// the create is tried once.
func TestFailedPrerequisiteSkips(t *testing.T) {
	creates := 0
	refusing := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			creates++
		}
		answering(http.StatusInternalServerError, `{"detail":"the database is gone"}`)(w, r)
	})
	ran := false
	d := declare("TST-001", harness.Must)
	d.Needs = []harness.Need{harness.NeedUser}
	d2 := d
	d2.ID = "TST-002"
	body := func(*harness.T) { ran = true }
	checks, _, failed := play(t, refusing, nil, harness.Check(d, body), harness.Check(d2, body))
	for _, c := range checks {
		if c.Verdict != report.Skipped || !strings.Contains(c.Reason, "the database is gone") {
			t.Errorf("%s: %q, because %q; want skipped with the cause", c.ID, c.Verdict, c.Reason)
		}
		if len(c.Exchanges) == 0 {
			t.Errorf("%s: there is no evidence of the cause", c.ID)
		}
	}
	if ran || failed {
		t.Errorf("ran %v, failed %v; want neither", ran, failed)
	}
	if creates != 1 {
		t.Errorf("the create was tried %d times, want once", creates)
	}
}

func TestUndecidedPrerequisiteIsAnError(t *testing.T) {
	d := declare("TST-001", harness.Must)
	d.Needs = []harness.Need{harness.NeedUser}
	checks, _, _ := play(t, answering(http.StatusOK, "{}"), func(c *harness.Config) { c.Transport = dead{} }, harness.Check(d, func(*harness.T) {}))
	if checks[0].Verdict != report.Error {
		t.Errorf("the verdict is %q, want error", checks[0].Verdict)
	}
}

// TestEveryNeedHolds establishes each prerequisite against a right target.
func TestEveryNeedHolds(t *testing.T) {
	d := declare("TST-001", harness.Must)
	d.Needs = []harness.Need{
		harness.NeedUser, harness.NeedGroup, harness.NeedMembers, harness.NeedDisable, harness.NeedFilter, harness.NeedTitleCase,
		harness.NeedText, harness.NeedBoolean, harness.NeedExtras, harness.NeedProbe, harness.NeedGroupProbe,
	}
	target := selftest.NewPlain()
	checks, _, _ := play(t, target, plain, harness.Check(d, func(*harness.T) {}))
	if checks[0].Verdict != report.Pass {
		t.Errorf("%q: %s", checks[0].Verdict, checks[0].Reason)
	}
	if left := target.Marked("test"); len(left) > 0 {
		t.Errorf("probes left behind: %q", left)
	}
}

func TestUnknownNeedIsOurFault(t *testing.T) {
	d := declare("TST-001", harness.Must)
	d.Needs = []harness.Need{"the moon is full"}
	checks, _, _ := play(t, answering(http.StatusOK, "{}"), nil, harness.Check(d, func(*harness.T) {}))
	if checks[0].Verdict != report.Error || !strings.Contains(checks[0].Reason, "written wrongly") {
		t.Errorf("%q: %s; want an error of ours", checks[0].Verdict, checks[0].Reason)
	}
}
