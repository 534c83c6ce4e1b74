package failure

import (
	"net/http"
	"strconv"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Requests sent at the same time, twice: few enough for any target, and enough to meet a limit of ten a second.
const burst = 8

func throttle() []harness.Spec {
	return []harness.Spec{harness.Closing(harness.RFC(harness.Declaration{
		ID: "ERR-007", Title: "429 says when to come back",
		Level: harness.Should, Ref: "6585 §4", Effect: harness.EffectRead,
		Requirement: "An answer of 429 carries Retry-After.",
		Advice:      "Send Retry-After with the seconds until the next request is welcome. Entra waits as long as it is told, and guesses otherwise.",
	}, retryAfter))}
}

func retryAfter(t *harness.T) {
	for range 2 {
		requests := make([]harness.Request, burst)
		for i := range requests {
			requests[i] = harness.Request{Method: http.MethodGet, Path: "/ServiceProviderConfig", Impatient: true}
		}
		t.Together(requests...)
	}
	all := 0
	var found []wrong
	for _, o := range t.Errors() {
		if o.Status() != http.StatusTooManyRequests {
			continue
		}
		all++
		if o.Header("Retry-After") == "" {
			found = append(found, wrong{o, "the answer does not say when to come back", "429 without Retry-After", []string{"429 with Retry-After"}})
		}
	}
	if all == 0 {
		t.NotSupported("no request was answered 429")
	}
	t.Remark("%s of %d answers were 429; the run waited as it was asked to", strconv.Itoa(all), len(t.Observed()))
	reportFirst(t, found)
}
