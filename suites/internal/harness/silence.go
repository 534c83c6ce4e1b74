package harness

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
)

// How often something may go without an answer, in a row, before nothing more is sent there. A target that hangs would
// otherwise hold a run up for hours, and one that is gone fill a report with one and the same error.
const (
	mostTimeouts    = 3 // of one method on one collection
	mostTimeoutsAll = 8 // of all together
	mostRefused     = 3 // connections
)

// silence keeps account of requests that got no answer.
type silence struct {
	mu       sync.Mutex
	timeouts map[string]int // in a row, by method and collection
	all      int            // in a row
	refused  int            // in a row
}

// silentError is why a request was not sent.
type silentError struct{ reason string }

func (e silentError) Error() string { return e.reason }

// what a request is about: its method and the collection.
func (s *Session) about(method, url string) string {
	path := strings.TrimPrefix(url, s.base.String())
	path, _, _ = strings.Cut(path, "?")
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return method + " /" + first
}

// over tells why nothing more is sent; nil while there is hope.
func (q *silence) over(req *http.Request, s *Session) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	about := s.about(req.Method, req.URL.String())
	switch {
	case q.refused >= mostRefused:
		return silentError{"the target has gone: it refuses connections"}
	case q.all >= mostTimeoutsAll:
		return silentError{fmt.Sprintf("the target has stopped answering: the last %d requests got no answer in time", q.all)}
	case q.timeouts[about] >= mostTimeouts:
		return silentError{fmt.Sprintf("the target does not answer %s: %d requests in a row got no answer in time", about, q.timeouts[about])}
	}
	return nil
}

// heard takes note of how a request ended. What the run itself gave up counts for nothing.
func (q *silence) heard(ex exchange, s *Session) {
	if s.cfg.Cancelled.Err() != nil || errors.As(ex.err, new(silentError)) || errors.Is(ex.err, context.Canceled) {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	about := s.about(ex.method, ex.url)
	if q.timeouts == nil {
		q.timeouts = map[string]int{}
	}
	var late net.Error
	switch {
	case errors.Is(ex.err, syscall.ECONNREFUSED):
		q.refused++
	case errors.As(ex.err, &late) && late.Timeout() && ex.duration >= s.cfg.Timeout/2:
		q.timeouts[about]++
		q.all++
	case ex.err == nil:
		q.timeouts[about], q.all, q.refused = 0, 0, 0
	}
}
