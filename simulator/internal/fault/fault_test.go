package fault_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/fault"
)

// bench is a client with a plan in front of an endpoint that counts.
type bench struct {
	plan   fault.Plan
	client http.Client
	url    string
	limit  time.Duration // the client's patience; 0 means that of the test
	served atomic.Int32
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.served.Add(1)
		body, _ := io.ReadAll(r.Body)
		_, _ = io.WriteString(w, strings.Repeat("x", 200)+string(body))
	}))
	t.Cleanup(srv.Close)
	base := &http.Transport{}
	t.Cleanup(base.CloseIdleConnections)
	b.client.Transport = b.plan.Wrap(base)
	b.url = srv.URL
	return b
}

func (b *bench) send(t *testing.T, method, path, body string) (int, string, error) {
	t.Helper()
	ctx := t.Context()
	if b.limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, b.limit)
		defer cancel()
	}
	req, err := http.NewRequestWithContext(ctx, method, b.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := b.client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, string(text), err
}

func TestCounting(t *testing.T) {
	tests := map[string]struct {
		match fault.Match
		want  []int // of POST /Users ada, GET /Users, POST /Groups, POST /Users ben, POST /Users ada
	}{
		"every request":        {fault.Match{}, []int{500, 500, 500, 500, 500}},
		"method":               {fault.Match{Method: "POST"}, []int{500, 200, 500, 500, 500}},
		"endpoint":             {fault.Match{Endpoint: "Groups"}, []int{200, 200, 500, 200, 200}},
		"second post":          {fault.Match{Method: "POST", From: 2, To: 2}, []int{200, 200, 500, 200, 200}},
		"from the second post": {fault.Match{Method: "POST", From: 2}, []int{200, 200, 500, 500, 500}},
		"what is in the body":  {fault.Match{Containing: "ada", From: 2}, []int{200, 200, 200, 200, 500}},
		"what is in the query": {fault.Match{Containing: `eq "x y"`}, []int{200, 500, 200, 200, 200}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			if err := b.plan.Add("it", fault.Fault{Match: test.match, Act: fault.Answer{Status: 500}}); err != nil {
				t.Fatal(err)
			}
			var got []int
			for _, r := range [][3]string{
				{"POST", "/Users", "ada"},
				{"GET", "/Users/?filter=userName+eq+%22x+y%22", ""},
				{"POST", "/Groups/1", "crew"},
				{"POST", "/Users", "ben"},
				{"POST", "/Users", "ada"},
			} {
				status, _, err := b.send(t, r[0], r[1], r[2])
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, status)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("statuses: got %v, want %v", got, test.want)
			}
			if unused := b.plan.Clear(); len(unused) != 0 {
				t.Errorf("unused: got %v, want none", unused)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	b := newBench(t)
	for _, delivered := range []bool{false, true} {
		act := fault.Answer{Status: 503, Header: http.Header{"Retry-After": {"7"}}, Body: "busy", Delivered: delivered}
		if err := b.plan.Add("it", fault.Fault{Match: fault.Match{From: 1, To: 1}, Act: act}); err != nil {
			t.Fatal(err)
		}
		before := b.served.Load()
		if status, text, err := b.send(t, "PATCH", "/Users/1", "{}"); status != 503 || text != "busy" || err != nil {
			t.Errorf("delivered %v: got %d %q %v, want 503 busy", delivered, status, text, err)
		}
		if got := b.served.Load() > before; got != delivered {
			t.Errorf("delivered %v: the endpoint got the request: %v", delivered, got)
		}
		b.plan.Clear()
	}
	if status, _, err := b.send(t, "GET", "/Users", ""); status != 200 || err != nil {
		t.Errorf("after Clear: got %d %v, want 200", status, err)
	}
}

// patience is how long the client waits for an answer that never comes.
const patience = 100 * time.Millisecond

func TestNetwork(t *testing.T) {
	tests := map[string]struct {
		act    fault.Network
		served bool
		failed func(error) bool
		slow   time.Duration
	}{
		"reset":       {fault.Reset(), false, reset, 0},
		"lose answer": {fault.LoseAnswer(), true, reset, 0},
		"hang":        {fault.Hang(), true, func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }, patience},
		"truncate":    {fault.Truncate(150), true, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }, 0},
		"refuse":      {fault.Refuse(), false, func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }, 0},
		"latency":     {fault.Latency(60 * time.Millisecond), true, nil, 60 * time.Millisecond},
		"slow":        {fault.Slow(20 * time.Millisecond), true, nil, 40 * time.Millisecond},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			if err := b.plan.Add("it", fault.Fault{Match: fault.Match{From: 1, To: 1}, Act: test.act}); err != nil {
				t.Fatal(err)
			}
			if name == "hang" {
				b.limit = patience
			}
			started := time.Now()
			_, _, err := b.send(t, "POST", "/Users", "ada")
			if took := time.Since(started); took < test.slow {
				t.Errorf("took %v, want at least %v", took, test.slow)
			}
			if test.failed == nil && err != nil || test.failed != nil && !test.failed(err) {
				t.Errorf("got error %v", err)
			}
			if got := b.served.Load() == 1; got != test.served {
				t.Errorf("the endpoint got the request: %v, want %v", got, test.served)
			}
			b.limit = 0
			if status, _, err := b.send(t, "POST", "/Users", "ben"); status != 200 || err != nil {
				t.Errorf("the next request: got %d %v, want 200", status, err)
			}
		})
	}
}

// reset reports whether a connection broke off: as a reset, or, when the operating system was quicker, as its end.
func reset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET)
}

func TestRefusedFaults(t *testing.T) {
	tests := map[string]fault.Fault{
		"status":   {Act: fault.Answer{Status: 99}},
		"backward": {Match: fault.Match{From: 3, To: 2}, Act: fault.Reset()},
		"delay":    {Act: fault.Latency(time.Hour)},
		"bytes":    {Act: fault.Truncate(0)},
	}
	for name, f := range tests {
		t.Run(name, func(t *testing.T) {
			var p fault.Plan
			if err := p.Add(name, f); err == nil {
				t.Error("no error")
			}
		})
	}
	var p fault.Plan
	if err := p.Add("line 7", fault.Fault{Act: fault.Reset()}); err != nil {
		t.Fatal(err)
	}
	if got := p.Clear(); !slices.Equal(got, []string{"line 7"}) {
		t.Errorf("unused: got %v, want line 7", got)
	}
}

type oddTransport struct{}

func (oddTransport) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("unused")
}

func TestNoConnectionToBreak(t *testing.T) {
	var p fault.Plan
	if err := p.Add("it", fault.Fault{Act: fault.Reset()}); err != nil {
		t.Fatal(err)
	}
	client := http.Client{Transport: p.Wrap(oddTransport{})}
	if _, err := client.Get("http://app.example/Users"); err == nil || !strings.Contains(err.Error(), "oddTransport") {
		t.Errorf("got %v, want an error that names the transport", err)
	}
}
