package harness

import (
	"context"
	"io"
	"net/http"
	"time"
)

// timed bounds a request, answer included. http.Client's own Timeout also closes the request's Cancel channel, and whichever of
// the two the transport hears of first makes the error: one of them is not told from a request that was given up.
type timed struct {
	next   http.RoundTripper
	within time.Duration
}

func (t timed) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), t.within)
	resp, err := t.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = released{resp.Body, cancel}
	return resp, nil
}

// released is a body whose end ends the request's context.
type released struct {
	io.ReadCloser
	release context.CancelFunc
}

func (r released) Close() error {
	defer r.release()
	return r.ReadCloser.Close()
}
