package harness_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// throttling answers 429 to the first requests for /Users, with Retry-After unless it is empty.
func throttling(first int, retryAfter string) http.HandlerFunc {
	var seen atomic.Int64
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/Users" && int(seen.Add(1)) <= first {
			if retryAfter != "" {
				w.Header().Set("Retry-After", retryAfter)
			}
			answering(http.StatusTooManyRequests, `{"status":"429"}`)(w, r)
			return
		}
		answering(http.StatusOK, `{"id":"1"}`)(w, r)
	}
}

// TestThrottledRequestsAreSentAgain holds that a target which throttles is not accused of anything by checks about other things.
func TestThrottledRequestsAreSentAgain(t *testing.T) {
	for name, tc := range map[string]struct {
		first      int
		retryAfter string
		timeout    time.Duration
		impatient  bool
		want       report.Verdict
		sent       int
	}{
		"it waits as it is asked to":         {2, "0", 5 * time.Second, false, report.Pass, 3},
		"it waits without being asked to":    {1, "", 5 * time.Second, false, report.Pass, 2},
		"it does not wait for ever":          {99, "0", 5 * time.Second, false, report.Error, 5},
		"an hour is too long":                {1, "3600", 5 * time.Second, false, report.Error, 1},
		"a check may want the 429 itself":    {1, "0", 5 * time.Second, true, report.Error, 1},
		"no time to wait without being told": {1, "", 300 * time.Millisecond, false, report.Error, 1},
	} {
		t.Run(name, func(t *testing.T) {
			checks, _, _ := play(t, throttling(tc.first, tc.retryAfter), func(c *harness.Config) { c.Timeout = tc.timeout },
				harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
					c.Send(harness.Request{Method: http.MethodGet, Path: "/Users", Impatient: tc.impatient}).Is(http.StatusOK)
				}))
			if checks[0].Verdict != tc.want || len(checks[0].Exchanges) != tc.sent {
				t.Errorf("%s after %d requests (%s), want %s after %d", checks[0].Verdict, len(checks[0].Exchanges), checks[0].Reason, tc.want, tc.sent)
			}
		})
	}
}

// TestThrottledWriteKeepsItsBody holds that a request is sent again as it was.
func TestThrottledWriteKeepsItsBody(t *testing.T) {
	checks, _, _ := play(t, throttling(1, "0"), nil, harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
		c.Post("/Users", harness.Attrs{"userName": "a"}).Is(http.StatusOK)
	}))
	for _, e := range checks[0].Exchanges {
		if e.Request.Body != `{"userName":"a"}` {
			t.Errorf("sent %q, want the body each time", e.Request.Body)
		}
	}
}
