package harness

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// maxAnswer bounds what is read of one answer: a target may stream without end.
const maxAnswer = 16 << 20

// exchange is one captured request and its answer, unmasked; it leaves the harness only through session.publish.
type exchange struct {
	purpose        string
	method, url    string
	requestHeader  http.Header
	requestBody    []byte
	status         int
	responseHeader http.Header
	responseBody   []byte
	tls            *tls.ConnectionState
	err            error
	started        time.Time
	protocol       string // of the answer
	duration       time.Duration
	adopted        bool // sent by another check
}

// recorder is a RoundTripper that keeps every exchange of one check. It is safe for concurrent use: the simulator sends
// several requests at a time.
type recorder struct {
	next http.RoundTripper
	seen func(exchange) // called with each exchange when it is over; may be nil

	mu        sync.Mutex
	purpose   string
	exchanges []*exchange
}

// slot is where a request finds its own exchange, also when several are under way. It travels in the request's context.
type slot struct{ position int } // 1-based; 0: nothing was sent

type slotKey struct{}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	sent := req.Clone(req.Context())
	if o, ok := r.next.(outgoing); ok {
		o.session.dress(sent) // what is kept is what is sent
	}
	ex := &exchange{method: req.Method, url: req.URL.String(), requestHeader: sent.Header.Clone()}
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if cerr := req.Body.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return nil, fmt.Errorf("read request body: %w", err)
		}
		ex.requestBody = body
		sent.Body = io.NopCloser(bytes.NewReader(body))
	}
	start := time.Now()
	ex.started = start.UTC()
	r.mu.Lock()
	ex.purpose = r.purpose
	r.exchanges = append(r.exchanges, ex)
	if place, ok := req.Context().Value(slotKey{}).(*slot); ok {
		place.position = len(r.exchanges)
	}
	r.mu.Unlock()

	resp, err := r.next.RoundTrip(sent)
	var body []byte
	if err == nil {
		body, err = readAnswer(resp.Body)
	}
	r.complete(ex, resp, body, err, time.Since(start))
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// complete fills in what came back and tells the observer.
func (r *recorder) complete(ex *exchange, resp *http.Response, body []byte, err error, took time.Duration) {
	r.mu.Lock()
	ex.duration, ex.err = took, err
	if err == nil {
		ex.status, ex.responseHeader, ex.responseBody, ex.tls = resp.StatusCode, resp.Header.Clone(), body, resp.TLS
		ex.protocol = resp.Proto
	}
	done := *ex
	r.mu.Unlock()
	if r.seen != nil {
		r.seen(done)
	}
}

func readAnswer(body io.ReadCloser) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(body, maxAnswer+1))
	err = errors.Join(err, body.Close())
	if err == nil && len(data) > maxAnswer {
		err = fmt.Errorf("the answer is longer than %d bytes", maxAnswer)
	}
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	return data, nil
}

// during names what the following exchanges are for and returns a function that restores the name before.
func (r *recorder) during(purpose string) func() {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.purpose
	r.purpose = purpose
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.purpose = before
	}
}

// last returns the latest exchange and its 1-based position; 0 when there is none.
func (r *recorder) last() (exchange, int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(r.exchanges)
	if n == 0 {
		return exchange{}, 0
	}
	return *r.exchanges[n-1], n
}

// at returns the exchange at a 1-based position; nothing when there is none.
func (r *recorder) at(position int) exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	if position < 1 || position > len(r.exchanges) {
		return exchange{}
	}
	return *r.exchanges[position-1]
}

// all returns copies of the exchanges in the order in which they were begun.
func (r *recorder) all() []exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]exchange, len(r.exchanges))
	for i, ex := range r.exchanges {
		out[i] = *ex
	}
	return out
}
