package rule_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect/rule"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// serve puts the rules behind real HTTP; the handler inside answers with text and an ETag.
func serve(t *testing.T, e wire.Env, rules, text string) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	list, err := rule.Parse("f.yaml", []byte(file(rules)))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	var calls atomic.Int64
	s := httptest.NewServer(list[0].Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Type", "application/scim+json")
		w.Header().Set("Etag", `W/"1"`)
		_, _ = io.WriteString(w, text)
	}), e))
	t.Cleanup(s.Close)
	s.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return s, &calls
}

func TestAnswers(t *testing.T) {
	const text = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[{"id":"U1"},{"id":"U2"}]}`
	tests := map[string]struct {
		rule   string
		status int
		header map[string]string // "" is not there
		body   string
		calls  int64
	}{
		"status":       {"answer: [status: 203]", 203, nil, text, 1},
		"204":          {"answer: [status: 204]", 204, map[string]string{"Content-Type": ""}, "", 1},
		"error":        {"answer: [error: {status: 418, scimType: noTarget, detail: d}]", 418, map[string]string{"Etag": "", "Content-Type": "application/scim+json; charset=utf-8"}, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"418","scimType":"noTarget","detail":"d"}`, 1},
		"header":       {"answer: [header: {Etag: x, New: \"{base}{path}{query}\"}]", 200, map[string]string{"Etag": "x", "New": "http://HOST/scim/v2/Users/U1?a=b"}, text, 1},
		"drop-header":  {"answer: [drop-header: [etag, none]]", 200, map[string]string{"Etag": ""}, text, 1},
		"media-type":   {"answer: [media-type: text/html]", 200, map[string]string{"Content-Type": "text/html"}, text, 1},
		"document":     {"answer: [document: [remove: [schemas, Resources/*/id]]]", 200, nil, `{"Resources":[{},{}]}`, 1},
		"resource":     {"answer: [resource: [set: {at: id, value: 1}]]", 200, nil, strings.NewReplacer(`"U1"`, "1", `"U2"`, "1").Replace(text), 1},
		"body":         {"answer: [body: x]", 200, map[string]string{"Content-Length": "1"}, "x", 1},
		"empty body":   {"answer: [body: \"\"]", 200, map[string]string{"Content-Type": "", "Content-Length": "0"}, "", 1},
		"prefix":       {"answer: [prefix: \"\\uFEFF\"]", 200, nil, "\uFEFF" + text, 1},
		"suffix":       {"answer: [suffix: \"\\n\"]", 200, nil, text + "\n", 1},
		"truncate":     {"answer: [truncate: 5]", 200, map[string]string{"Content-Length": "5"}, text[:5], 1},
		"slow":         {"answer: [slow: {bytes: 10, pause: 1s}]", 200, nil, text, 1},
		"two steps":    {"answer: [{status: 203}, {body: x}, {suffix: y}]", 203, nil, "xy", 1},
		"instead":      {"instead: {status: 503, detail: d, header: {Retry-After: \"7\"}}", 503, map[string]string{"Retry-After": "7"}, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"503","detail":"d"}`, 0},
		"instead page": {"instead: {status: 502, media-type: text/html, body: <html>}", 502, map[string]string{"Content-Type": "text/html"}, "<html>", 0},
		"instead none": {"instead: {status: 204, body: \"\"}", 204, map[string]string{"Content-Type": ""}, "", 0},
		"redirect":     {"instead: {status: 307, location: \"{base}{path}/{query}\"}", 307, map[string]string{"Location": "http://HOST/scim/v2/Users/U1/?a=b"}, "", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, calls := serve(t, env(), "      - {"+test.rule+"}\n", text)
			res, err := s.Client().Get(s.URL + "/scim/v2/Users/U1?a=b")
			if err != nil {
				t.Fatalf("get: %v", err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatalf("read body: %v", err)
			}
			if res.StatusCode != test.status || string(body) != test.body || calls.Load() != test.calls {
				t.Errorf("got %d, %d calls, %s\nwant %d, %d calls, %s", res.StatusCode, calls.Load(), body, test.status, test.calls, test.body)
			}
			for key, want := range test.header {
				if got := strings.Replace(res.Header.Get(key), s.Listener.Addr().String(), "HOST", 1); got != want {
					t.Errorf("%s is %q, want %q", key, got, want)
				}
			}
		})
	}
}

func TestBrokenConnections(t *testing.T) {
	const text = `{"id":"U1","userName":"ada"}`
	tests := map[string]struct {
		rule  string
		read  string // before the end
		calls int64
	}{
		"reset":           {"instead: {reset: true}", "none", 0},
		"hang up at once": {"answer: [hang-up: 0]", "none", 1},
		"hang up within":  {"answer: [hang-up: 7]", text[:7], 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, calls := serve(t, env(), "      - {when: {method: DELETE}, "+test.rule+"}\n", text)
			// A method that net/http does not repeat by itself when a kept connection breaks.
			r, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, s.URL+"/scim/v2/Users/U1", strings.NewReader("{}"))
			if err != nil {
				t.Fatalf("new request: %v", err)
			}
			res, err := s.Client().Do(r)
			if test.read == "none" {
				if err == nil {
					res.Body.Close()
					t.Errorf("got status %d, want the end of the connection", res.StatusCode)
				}
			} else {
				if err != nil {
					t.Fatalf("delete: %v", err)
				}
				defer res.Body.Close()
				body, err := io.ReadAll(res.Body)
				if string(body) != test.read || !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Errorf("read %q, %v; want %q and an unexpected end", body, err, test.read)
				}
			}
			if calls.Load() != test.calls {
				t.Errorf("%d calls of the handler, want %d", calls.Load(), test.calls)
			}
		})
	}
}

func TestDelays(t *testing.T) {
	tests := map[string]struct {
		rule        string
		least, most time.Duration
	}{
		"fixed":  {"request: [delay: 1m30s]", 90 * time.Second, 90 * time.Second},
		"range":  {"answer: [delay: {from: 1s, to: 3s}]", time.Second, 3 * time.Second},
		"choice": {"request: [delay: [{wait: 1s, weight: 9}, {wait: 2s, weight: 1}]]", time.Second, 2 * time.Second},
		"pieces": {"answer: [slow: {bytes: 3, pause: 1s}]", 4 * time.Second, 4 * time.Second},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var slept atomic.Int64
			e := env()
			e.Sleep = func(_ context.Context, d time.Duration) error { slept.Add(int64(d)); return nil }
			s, _ := serve(t, e, "      - {"+test.rule+"}\n", `{"id":"U1"}`)
			res, err := s.Client().Get(s.URL + "/scim/v2/Users/U1")
			if err != nil {
				t.Fatalf("get: %v", err)
			}
			if _, err := io.Copy(io.Discard, res.Body); err != nil {
				t.Fatalf("read the answer: %v", err)
			}
			res.Body.Close()
			if got := time.Duration(slept.Load()); got < test.least || got > test.most {
				t.Errorf("waited %s, want %s to %s", got, test.least, test.most)
			}
		})
	}
}
