package grading

import (
	"bytes"
	"net/http"
	"strconv"
	"time"
)

func patience() []Check {
	return []Check{{
		ID: "CLI-009", Title: "The client waits after 429 and backs off after 5xx",
		Level: "MUST", Ref: "6585 §4",
		Requirement: "After a 429 the request is not repeated before the time that Retry-After names; after a 5xx the client waits before it repeats, and longer the second time.",
		Advice:      "Honour Retry-After; without one wait at least a second and double it each time.",
		rule:        waits,
	}}
}

const (
	// early is what clocks and rounding may take from Retry-After.
	early = 100 * time.Millisecond
	// atOnce is the wait after a 5xx that is none.
	atOnce = 100 * time.Millisecond
)

func waits(trail []Exchange) (r result) {
	r.unseen = "nothing was throttled and nothing failed while the client was there"
	last := map[string]time.Duration{} // wait after the 5xx before, by request
	for i, e := range trail {
		wait, throttled := retryAfter(e)
		failed := e.Status >= http.StatusInternalServerError && e.Status != http.StatusNotImplemented
		if !throttled && !failed {
			continue
		}
		r.seen++
		j, repeated := repetition(trail, i)
		if !repeated {
			r.remark("%s was answered with %d and not repeated", e.what(), e.Status)
			continue
		}
		waited := trail[j].Began.Sub(e.Ended)
		switch before := last[e.what()]; {
		case throttled && waited < wait-early:
			r.violate(j, "a request that was throttled is repeated before the time that was asked for",
				"repeated after "+waited.Round(time.Millisecond).String(), "no sooner than "+wait.String()+" later")
		case failed && waited < max(wait-early, atOnce):
			r.violate(j, "a request that failed is repeated at once", "repeated after "+waited.Round(time.Millisecond).String(), "a wait before that")
		case failed && before > 0 && waited < before*8/10:
			r.violate(j, "a request that failed again is repeated sooner than the first time",
				"after "+before.Round(time.Millisecond).String()+" and then "+waited.Round(time.Millisecond).String(), "waits that grow")
		}
		if failed {
			last[e.what()] = waited
		}
	}
	return r
}

// retryAfter is how long the answer asks to wait; throttled tells whether it is a 429.
func retryAfter(e Exchange) (wait time.Duration, throttled bool) {
	throttled = e.Status == http.StatusTooManyRequests
	value := e.AnswerHeader.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return time.Duration(seconds) * time.Second, throttled
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(e.Ended)), throttled
	}
	return 0, throttled
}

// repetition finds the same request after the answer to the one at i; one that was sent before the answer came was no repetition.
func repetition(trail []Exchange, i int) (at int, found bool) {
	e := trail[i]
	for j := i + 1; j < len(trail); j++ {
		if next := trail[j]; next.what() == e.what() && bytes.Equal(next.Body, e.Body) && !next.Began.Before(e.Ended) {
			return j, true
		}
	}
	return 0, false
}
