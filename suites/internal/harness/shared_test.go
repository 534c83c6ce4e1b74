package harness_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// counting answers every request with the same and counts those to a path.
func counting(n *atomic.Int32, path, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, path) {
			n.Add(1)
		}
		answering(http.StatusOK, body)(w, r)
	}
}

func TestSharedIsMadeOnce(t *testing.T) {
	var made atomic.Int32
	thing := harness.Shared[string]{Name: "a thing", Make: func(t *harness.T) string {
		return fmt.Sprint(t.Get("/Things").Status())
	}}
	body := func(t *harness.T) {
		if got := thing.Get(t) + thing.Get(t); got != "200200" {
			t.Fail("the value is another one", got, "200200")
		}
	}
	checks, _, _ := play(t, counting(&made, "/Things", `{}`), nil,
		harness.Check(declare("AAD-101", harness.Must), body), harness.Check(declare("AAD-102", harness.Must), body))
	for _, c := range checks {
		if c.Verdict != report.Pass {
			t.Errorf("%s is %s (%s), want pass", c.ID, c.Verdict, c.Reason)
		}
		if len(c.Exchanges) != 1 {
			t.Errorf("%s shows %d exchanges, want that of what it shares, once", c.ID, len(c.Exchanges))
		}
	}
	if got := made.Load(); got != 1 {
		t.Errorf("the thing was made %d times, want once", got)
	}
}

func TestSharedThatCannotBeMade(t *testing.T) {
	broken := harness.Shared[int]{Name: "things are served", Make: func(t *harness.T) int { return t.Get("/Things").Is(http.StatusOK).Status() }}
	refused := harness.Shared[int]{Name: "other things", Make: func(t *harness.T) int { return t.Get("/Others").Offered("").Status() }}
	target := func(w http.ResponseWriter, r *http.Request) {
		status := map[string]int{"/Things": http.StatusTeapot, "/Others": http.StatusNotImplemented}[r.URL.Path]
		if status == 0 {
			status = http.StatusOK
		}
		answering(status, `{}`)(w, r)
	}
	checks, _, _ := play(t, http.HandlerFunc(target), nil,
		harness.Check(declare("AAD-101", harness.Must), func(t *harness.T) { broken.Get(t) }),
		harness.Check(declare("AAD-102", harness.Must), func(t *harness.T) { refused.Get(t) }))
	if c := checks[0]; c.Verdict != report.Skipped || !strings.Contains(c.Reason, "things are served") || len(c.Exchanges) != 1 {
		t.Errorf("a check whose prerequisite does not hold is %s (%s) with %d exchanges, want skipped, the reason and the evidence", c.Verdict, c.Reason, len(c.Exchanges))
	}
	if c := checks[1]; c.Verdict != report.NotSupported {
		t.Errorf("a check of something that the target answers with 501 is %s (%s), want not supported", c.Verdict, c.Reason)
	}
}

// TestSharedKeepsTheDecisiveExchange: what is shared stands in front of the check's own traffic.
func TestSharedKeepsTheDecisiveExchange(t *testing.T) {
	thing := harness.Shared[int]{Name: "a thing", Make: func(t *harness.T) int { return t.Get("/Things").Status() }}
	checks, _, _ := play(t, answering(http.StatusOK, `{}`), nil, harness.Check(declare("AAD-101", harness.Must), func(t *harness.T) {
		thing.Get(t)
		t.Get("/Own").Is(http.StatusNotFound)
	}))
	ex, ok := checks[0].DecisiveExchange()
	if !ok || !strings.HasSuffix(ex.URL, "/Own") {
		t.Errorf("the decisive exchange is %q (%t), want the one of /Own", ex.URL, ok)
	}
}
