package lifecycle

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/entrasim/entrasim/simulator"
)

// fault is what can happen to a request between the simulator and the target.
type fault string

const (
	none        fault = ""
	unavailable fault = "answered 503 on the way, never delivered"
	reset       fault = "reset, never delivered"
	lost        fault = "delivered, but the answer was lost"
	twice       fault = "delivered twice"
	late        fault = "delivered, and a copy of it after the next request"
	throttled   fault = "answered 429 on the way, never delivered"
)

// weather stands between the simulator and the target. It decides for each request what happens to it and counts; nil is fair
// weather. Its methods are safe for concurrent use.
type weather struct {
	mu       sync.Mutex
	decide   func(*http.Request) fault
	happened map[fault]int
	held     *http.Request // a copy that is delivered behind the next request
}

// turns makes a decision that goes round the faults for requests that change something; Entra's probes and look-ups arrive.
func turns(faults ...fault) func(*http.Request) fault {
	n := 0
	return func(r *http.Request) fault {
		if !changes(r) {
			return none
		}
		n++
		return faults[(n-1)%len(faults)]
	}
}

func changes(r *http.Request) bool {
	return r.Method != http.MethodGet && r.Method != http.MethodHead
}

// set changes the weather.
func (w *weather) set(decide func(*http.Request) fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.decide = decide
}

// under configures a simulator to send through the weather. One request at a time: which one is hit then follows from the seed.
func (w *weather) under(cfg *simulator.Config) {
	cfg.Dials["concurrency"] = "1"
	cfg.WrapTransport = func(next http.RoundTripper) http.RoundTripper { return &exposed{weather: w, next: next} }
}

// next decides about r, counts, and hands out the copy that is due after it.
func (w *weather) next(r *http.Request) (f fault, overdue *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	overdue, w.held = w.held, nil
	if w.decide == nil {
		return none, overdue
	}
	if f = w.decide(r); f != none {
		if w.happened == nil {
			w.happened = map[fault]int{}
		}
		w.happened[f]++
	}
	return f, overdue
}

func (w *weather) hold(r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.held = r
}

// String tells what happened, for the report.
func (w *weather) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var parts []string
	for _, f := range slices.Sorted(maps.Keys(w.happened)) {
		parts = append(parts, fmt.Sprintf("%d × %s", w.happened[f], f))
	}
	return strings.Join(parts, ", ")
}

// exposed is a transport in the weather.
type exposed struct {
	weather *weather
	next    http.RoundTripper
}

func (e *exposed) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := readAll(r.Body)
	if err != nil {
		return nil, err
	}
	again := func() *http.Request {
		c := r.Clone(r.Context())
		c.Body = io.NopCloser(bytes.NewReader(body))
		return c
	}
	happens, overdue := e.weather.next(r)
	if overdue != nil {
		defer e.drop(overdue)
	}
	switch happens {
	case unavailable:
		return refused(r, http.StatusServiceUnavailable, nil), nil
	case throttled:
		return refused(r, http.StatusTooManyRequests, http.Header{"Retry-After": {"30"}}), nil
	case reset:
		return nil, fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, syscall.ECONNRESET)
	case lost:
		e.drop(again())
		return nil, fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, os.ErrDeadlineExceeded)
	case twice:
		e.drop(again())
	case late:
		e.weather.hold(again())
	case none:
	}
	return e.next.RoundTrip(again())
}

// drop delivers a request whose answer nobody gets to see.
func (e *exposed) drop(r *http.Request) {
	if resp, err := e.next.RoundTrip(r); err == nil {
		_, _ = readAll(resp.Body)
	}
}

func readAll(body io.ReadCloser) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	data, err := io.ReadAll(body)
	if cerr := body.Close(); err == nil {
		err = cerr
	}
	return data, err
}

// refused is the answer of a gateway.
func refused(r *http.Request, status int, header http.Header) *http.Response {
	h := header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set("Content-Type", "application/scim+json")
	body := fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"%d","detail":"made up by entrasim"}`, status)
	return &http.Response{
		Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status, Header: h, Request: r,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body)),
	}
}
