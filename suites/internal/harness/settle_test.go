package harness_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// lagging shows a write only at the third reading.
func lagging() http.HandlerFunc {
	var reads atomic.Int32
	return func(w http.ResponseWriter, r *http.Request) {
		status := http.StatusNotFound
		if strings.HasPrefix(r.URL.Path, "/Users") && reads.Add(1) >= 3 {
			status = http.StatusOK
		}
		answering(status, `{"id":"1"}`)(w, r)
	}
}

func TestReadBackWindow(t *testing.T) {
	spec := harness.Check(declare("TST-001", harness.Must), func(c *harness.T) { c.ReadBack("/Users/1", nil) })
	t.Run("none", func(t *testing.T) {
		checks, _, _ := play(t, lagging(), nil, spec)
		if checks[0].Verdict != report.Fail {
			t.Errorf("without a window the verdict is %q, want fail", checks[0].Verdict)
		}
	})
	t.Run("two seconds", func(t *testing.T) {
		checks, _, _ := play(t, lagging(), func(c *harness.Config) { c.ReadBack = 2 * time.Second }, spec)
		if checks[0].Verdict != report.Pass {
			t.Errorf("inside the window the verdict is %q, want pass", checks[0].Verdict)
		}
		if remarks := strings.Join(checks[0].Remarks, " "); !strings.Contains(remarks, "200ms") {
			t.Errorf("the remarks are %q, want the delay to be told", remarks)
		}
	})
}
