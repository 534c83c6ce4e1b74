package entra

import (
	"fmt"
	"net/http"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func load() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-034", Title: "25 requests a second are carried",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GateLoad, Effect: harness.EffectHeavy, Profiles: profiles,
			Requirement: "25 requests per second are answered without 5xx; 429 is acceptable when it carries Retry-After.",
			Advice:      "Leave a tenant at least 25 requests a second, and put Retry-After into every 429: without it Entra backs off for minutes.",
			Entra:       "Initial cycles run at this pace, and Microsoft asks it of applications in the gallery (Q33). 5xx counts towards quarantine.",
		}, carries),
	}
}

// Entra's rate, and for how many seconds it is kept up: long enough to empty a bucket that holds one second's worth.
const (
	rate    = 25
	seconds = 2
)

func carries(t *harness.T) {
	for second := range seconds {
		if second > 0 {
			t.Pause(time.Second)
		}
		requests := make([]harness.Request, rate)
		for i := range requests {
			requests[i] = harness.Request{
				Method: http.MethodGet, Path: "/Users", Query: []harness.Param{harness.Filter(`userName eq "%s"`, t.GUID())}, Bare: true, Impatient: true,
			}
		}
		for _, answer := range t.Together(requests...) {
			switch status := answer.Status(); {
			case status >= http.StatusInternalServerError && status != http.StatusNotImplemented:
				answer.Fail(fmt.Sprintf("%d requests a second are not carried", rate), fmt.Sprintf("%d %s", status, http.StatusText(status)), "no 5xx")
			case status == http.StatusTooManyRequests && answer.Header("Retry-After") == "":
				answer.Fail("a 429 does not say when to come back", "429 without Retry-After", "429 with Retry-After")
			}
		}
	}
}
