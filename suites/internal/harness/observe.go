package harness

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// bulky is the size from which a request is one that proxies and servers cut off on sight; what becomes of those is for the
// checks that send them.
const bulky = 256 << 10

// Observation is one exchange of the run, whichever check it belongs to. Of answers that are no errors the bodies are not
// kept.
type Observation struct {
	Check string // the check that sent it
	ex    exchange
	size  int // of the answer's body
	t     *T  // the check that looks
}

// watched is an exchange with the check that it belongs to.
type watched struct {
	check string
	ex    exchange
	size  int
}

// watch returns the observer of a check's recorder.
func (s *Session) watch(check string) func(exchange) {
	return func(ex exchange) {
		s.silence.heard(ex, s)
		s.visibility.written(ex)
		if len(ex.requestBody) >= bulky || s.cfg.Cancelled.Err() != nil {
			return
		}
		size := len(ex.responseBody)
		if ex.err == nil && ex.status < http.StatusBadRequest {
			ex.responseBody, ex.requestBody = nil, nil
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.watched = append(s.watched, watched{check, ex, size})
	}
}

// Observed are all exchanges of the run so far, prerequisites included, in the order in which they ended. Requests with bulky
// bodies are left out. Checks that use it are declared with Closing.
func (t *T) Observed() []Observation {
	t.session.mu.Lock()
	defer t.session.mu.Unlock()
	out := make([]Observation, len(t.session.watched))
	for i, w := range t.session.watched {
		out[i] = Observation{Check: w.check, ex: w.ex, size: w.size, t: t}
	}
	return out
}

// Errors are the observed answers with a status of 400 or more.
func (t *T) Errors() []Observation {
	var out []Observation
	for _, o := range t.Observed() {
		if o.Status() >= http.StatusBadRequest {
			out = append(out, o)
		}
	}
	return out
}

// What is the request as the texts of a failure name it.
func (o Observation) What() string {
	return o.ex.method + " " + strings.TrimPrefix(o.ex.url, o.t.session.base.String())
}

// HasBody tells whether anything came after the headers.
func (o Observation) HasBody() bool { return o.size > 0 }

// Within tells whether the request went to the base URL or below.
func (o Observation) Within() bool { return strings.HasPrefix(o.ex.url, o.t.session.base.String()) }

// Authenticated tells whether the request carried the run's token.
func (o Observation) Authenticated() bool {
	return o.ex.requestHeader.Get("Authorization") == "Bearer "+o.t.Token()
}

// Method of the request.
func (o Observation) Method() string { return o.ex.method }

// Status is the HTTP status code; 0 when no answer came.
func (o Observation) Status() int { return o.ex.status }

// Header is the first value of a header field of the answer.
func (o Observation) Header(name string) string { return o.ex.responseHeader.Get(name) }

// Duration is how long the answer took.
func (o Observation) Duration() time.Duration { return o.ex.duration }

// Sent is the body of the request, where the answer was an error.
func (o Observation) Sent() []byte { return o.ex.requestBody }

// Broken says why no whole answer came; "" when one did. A request that the check itself gave up is not broken.
func (o Observation) Broken() string {
	if o.ex.err == nil || errors.Is(o.ex.err, context.Canceled) {
		return ""
	}
	return transportText(o.ex.err)
}

// Answer is the observed answer, as evidence of the check that looks at it.
func (o Observation) Answer() *Answer {
	position := o.t.recorder.adopt(o.ex)
	return &Answer{t: o.t, what: o.What(), exchange: o.ex, position: position}
}

// Doc is the body of an error as a JSON object, nil when it is none.
func (o Observation) Doc() map[string]any { return (&Answer{exchange: o.ex}).Doc() }

// Body is the body of an error as it came.
func (o Observation) Body() []byte { return o.ex.responseBody }

// Fail reports a violation that this exchange shows.
func (o Observation) Fail(reason, got string, allowed ...string) {
	o.t.violate(violation{
		Reason: reason + " (seen in " + o.Check + ")", Where: o.What(), Got: got, Allowed: allowed, Decisive: o.t.recorder.adopt(o.ex),
	})
}

// adopt puts an exchange of another check beside the own ones and returns its position.
func (r *recorder) adopt(ex exchange) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	ex.adopted = true
	r.exchanges = append(r.exchanges, &ex)
	return len(r.exchanges)
}
