package harness

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// Waits after a 429 that does not say how long to wait, and how often a request is sent at most.
const (
	firstWait = 250 * time.Millisecond
	sendings  = 5
)

// patient waits when the target says 429 and sends again, as RFC 6585 §4 has it: a target that throttles is slow, not wrong.
// It stops waiting when half of the time for the request is gone; then the 429 is the answer. Every sending is evidence.
//
// A read under which the connection breaks is sent once more: that the way is bad says nothing about what would have been
// answered. It is evidence too, and counted in a note; a write is not sent again, as nobody knows what became of the first.
type patient struct {
	next      http.RoundTripper
	within    time.Duration
	sleep     func(context.Context, time.Duration) error
	throttled func()
	repeated  func()
}

// patiently is patience over a transport of the session's.
func (s *Session) patiently(next http.RoundTripper) patient {
	return patient{
		next: next, within: s.cfg.Timeout, sleep: pause,
		throttled: func() { s.throttled.Add(1) }, repeated: func() { s.repeated.Add(1) },
	}
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
		if sent == 1 && broke(req, err) {
			p.repeated()
			continue
		}
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
		p.throttled()
		if err := p.sleep(req.Context(), asked); err != nil {
			return resp, nil //nolint:nilerr // the answer is there; the one who asked is gone
		}
	}
}

// broke tells whether the connection broke under a read that may be sent again.
func broke(req *http.Request, err error) bool {
	var timedOut interface{ Timeout() bool }
	return err != nil && req.Method == http.MethodGet && req.Context().Err() == nil && req.Context().Value(impatientKey{}) == nil &&
		!errors.Is(err, syscall.ECONNREFUSED) && (errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF)) && !errors.Is(err, io.ErrUnexpectedEOF) &&
		(!errors.As(err, &timedOut) || !timedOut.Timeout())
}

// retryAfter reads Retry-After (RFC 9110 §10.2.3): seconds, or a date, which is held against the date of the answer, as only the
// target knows what time it is over there.
func retryAfter(h http.Header) (time.Duration, bool) {
	stated := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(stated); err == nil {
		return time.Duration(max(seconds, 0)) * time.Second, seconds >= 0
	}
	at, err := http.ParseTime(stated)
	now, errNow := http.ParseTime(h.Get("Date"))
	if err != nil || errNow != nil {
		return 0, false
	}
	return max(at.Sub(now), 0), true
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
