package harness

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Waits after a 429 that does not say how long to wait, and how often a request is sent at most.
const (
	firstWait = 250 * time.Millisecond
	sendings  = 5
)

// patient waits when the target says 429 and sends again, as RFC 6585 §4 has it: a target that throttles is slow, not wrong.
// It stops waiting when half of the time for the request is gone; then the 429 is the answer. Every sending is evidence.
type patient struct {
	next   http.RoundTripper
	within time.Duration
	sleep  func(context.Context, time.Duration) error
}

type impatientKey struct{}

func (p patient) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		data, err := io.ReadAll(req.Body)
		if cerr := req.Body.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return nil, err
		}
		body = data
	}
	budget, wait := p.within/2, firstWait
	for sent := 1; ; sent++ {
		attempt := req.Clone(req.Context())
		if req.Body != nil {
			attempt.Body = io.NopCloser(bytes.NewReader(body))
		}
		resp, err := p.next.RoundTrip(attempt)
		if err != nil || resp.StatusCode != http.StatusTooManyRequests || sent == sendings || req.Context().Value(impatientKey{}) != nil {
			return resp, err
		}
		asked, stated := retryAfter(resp.Header)
		if !stated {
			asked, wait = wait, 2*wait
		}
		if asked > budget {
			return resp, nil
		}
		budget -= asked
		if err := p.sleep(req.Context(), asked); err != nil {
			return resp, nil //nolint:nilerr // the answer is there; the one who asked is gone
		}
	}
}

// retryAfter reads Retry-After in seconds. The form with a date is left to those who know what time it is over there.
func retryAfter(h http.Header) (time.Duration, bool) {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0, false
	}
	return time.Duration(seconds) * time.Second, true
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
