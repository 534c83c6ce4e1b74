package grading

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options say how exchanges are recorded.
type Options struct {
	Base    string // path in front of /Users; what goes elsewhere is passed on and not recorded
	Now     func() time.Time
	Provoke Provoke
}

// Provoke says which answers the recorder gives in the server's place.
type Provoke struct {
	Throttle  bool // one 429 with Retry-After: 1
	Fault     bool // a 503 to a write, and to its repetition
	Sensitive bool // 400 "sensitive" to every GET with a filter on personal data
}

// mostExchanges and mostBody bound what is kept: a client may stay for a day.
const (
	mostExchanges = 20000
	mostBody      = 256 << 10
)

// When the recorder provokes: late enough that the client has got under way.
const (
	throttleAt  = 5 // the first request from this one on
	faultAt     = 8 // the first write from this one on
	faultsInRow = 2
)

// Recorder is a handler that passes requests on to another one and keeps what passes.
type Recorder struct {
	next http.Handler
	opts Options

	mu        sync.Mutex
	trail     []*Exchange
	dropped   int
	begun     int
	throttled bool
	failing   string // the write that meets the faults
	faults    int
}

// Record puts a recorder in front of a handler.
func Record(next http.Handler, opts Options) *Recorder { return &Recorder{next: next, opts: opts} }

// Exchanges are those that are over, in the order in which they were begun.
func (r *Recorder) Exchanges() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []Exchange
	for _, e := range r.trail {
		if !e.Ended.IsZero() {
			out = append(out, *e)
		}
	}
	return out
}

// Dropped is how many exchanges there was no room for.
func (r *Recorder) Dropped() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.dropped
}

// ServeHTTP implements http.Handler.
func (r *Recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	below, ok := strings.CutPrefix(req.URL.Path, r.opts.Base)
	if !ok || (below != "" && below[0] != '/') {
		r.next.ServeHTTP(w, req)
		return
	}
	e := &Exchange{
		Began: r.opts.Now(), Method: req.Method, Path: below, RawQuery: req.URL.RawQuery, Header: req.Header.Clone(),
		URL: "http://" + req.Host + req.URL.RequestURI(),
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, "the request could not be read", http.StatusBadRequest)
		return
	}
	e.Body = body[:min(len(body), mostBody)]
	req.Body = io.NopCloser(bytes.NewReader(body))
	provoked := r.begin(e)
	kept := &keeping{ResponseWriter: w}
	if provoked != nil {
		e.Provoked = true
		provoked(kept)
	} else {
		r.next.ServeHTTP(kept, req)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	e.Status, e.AnswerHeader, e.Answer, e.Ended = kept.status(), w.Header().Clone(), kept.body.Bytes(), r.opts.Now()
}

// begin puts an exchange into the trail and decides what it meets.
func (r *Recorder) begin(e *Exchange) (provoked func(http.ResponseWriter)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begun++
	if len(r.trail) == mostExchanges {
		r.dropped++
	} else {
		r.trail = append(r.trail, e)
	}
	write := e.Method == http.MethodPost || e.Method == http.MethodPut || e.Method == http.MethodPatch
	switch p := r.opts.Provoke; {
	case p.Sensitive && revealing(*e):
		return refuse(http.StatusBadRequest, "sensitive", "personal data does not belong into a URL: use POST "+e.collection()+"/.search", "")
	case p.Throttle && !r.throttled && r.begun >= throttleAt:
		r.throttled = true
		return refuse(http.StatusTooManyRequests, "", "too many requests", "1")
	case p.Fault && write && r.faults < faultsInRow && (r.failing == e.what() || (r.failing == "" && r.begun >= faultAt)):
		r.failing = e.what()
		r.faults++
		return refuse(http.StatusServiceUnavailable, "", "the service is not available", "")
	}
	return nil
}

// refuse answers with an error of RFC 7644 §3.12.
func refuse(status int, scimType, detail, retryAfter string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", scimJSON)
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(status)
		kind := ""
		if scimType != "" {
			kind = fmt.Sprintf(`"scimType":%q,`, scimType)
		}
		// A client that is gone does not read it.
		_, _ = fmt.Fprintf(w, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],%s"detail":%q,"status":"%d"}`, kind, detail, status)
	}
}

// keeping is a ResponseWriter that keeps what is written.
type keeping struct {
	http.ResponseWriter
	code int
	body bytes.Buffer
}

func (k *keeping) WriteHeader(code int) {
	if k.code == 0 {
		k.code = code
	}
	k.ResponseWriter.WriteHeader(code)
}

func (k *keeping) Write(p []byte) (int, error) {
	if room := mostBody - k.body.Len(); room > 0 {
		k.body.Write(p[:min(len(p), room)])
	}
	return k.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController through.
func (k *keeping) Unwrap() http.ResponseWriter { return k.ResponseWriter }

func (k *keeping) status() int {
	if k.code == 0 {
		return http.StatusOK
	}
	return k.code
}
