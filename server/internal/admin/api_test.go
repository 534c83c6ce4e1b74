package admin_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/exchange"
	"github.com/entrasim/entrasim/server/internal/store"
)

func (p *plane) group(id, name string) {
	p.t.Helper()
	ctx := p.t.Context()
	err := p.store.Update(ctx, func(tx store.Tx) error {
		return tx.Insert(ctx, &store.Record{
			Organisation: "acme", Type: "Group", ID: id, Created: p.now, Modified: p.now, DisplayKey: strings.ToLower(name), Active: true,
			Doc: []byte(`{"schemas":["x"],"displayName":"` + name + `"}`),
		})
	})
	if err != nil {
		p.t.Fatalf("insert group: %v", err)
	}
}

func TestRefusedRequests(t *testing.T) {
	p := newPlane(t, "")
	p.do("POST", "/admin/v1/organisations", `{"id":"acme"}`, 201)
	const acme = "/admin/v1/organisations/acme"
	for name, tt := range map[string]struct {
		method, path, body string
		want               int
	}{
		"organisation exists":    {"POST", "/admin/v1/organisations", `{"id":"acme"}`, 409},
		"bad id":                 {"POST", "/admin/v1/organisations", `{"id":"A B"}`, 400},
		"no id":                  {"POST", "/admin/v1/organisations", `{}`, 400},
		"unknown member":         {"POST", "/admin/v1/organisations", `{"id":"x","nmae":"X"}`, 400},
		"duplicate member":       {"POST", "/admin/v1/organisations", `{"id":"x","id":"y"}`, 400},
		"wrong type":             {"POST", "/admin/v1/organisations", `{"id":7}`, 400},
		"trailing data":          {"POST", "/admin/v1/organisations", `{"id":"x"} y`, 400},
		"not JSON":               {"POST", "/admin/v1/organisations", `id=x`, 400},
		"too large":              {"POST", "/admin/v1/organisations", `{"id":"` + strings.Repeat("x", 70<<10) + `"}`, 413},
		"unknown organisation":   {"GET", "/admin/v1/organisations/nobody", "", 404},
		"tokens of nobody":       {"GET", "/admin/v1/organisations/nobody/tokens", "", 404},
		"both expiries":          {"POST", acme + "/tokens", `{"provider":"p","expires":"2026-04-01T00:00:00Z","expiresIn":"1h"}`, 400},
		"expiry in the past":     {"POST", acme + "/tokens", `{"provider":"p","expires":"2020-01-01T00:00:00Z"}`, 400},
		"bad duration":           {"POST", acme + "/tokens", `{"provider":"p","expiresIn":"soon"}`, 400},
		"unknown token":          {"DELETE", acme + "/tokens/tok-1", "", 404},
		"unknown provider":       {"DELETE", acme + "/providers/nobody", "", 404},
		"role not in the list":   {"POST", acme + "/role-mappings", `{"group":"g","role":"king"}`, 400},
		"unknown mapping":        {"DELETE", acme + "/role-mappings/nobody", "", 404},
		"bad filter":             {"GET", acme + "/users?filter=bad", "", 400},
		"bad count":              {"GET", acme + "/users?count=many", "", 400},
		"negative start":         {"GET", acme + "/groups?startIndex=-1", "", 400},
		"bad limit":              {"GET", "/admin/v1/exchanges?limit=x", "", 400},
		"unknown user":           {"GET", acme + "/users/9", "", 404},
		"users of nobody":        {"GET", "/admin/v1/organisations/nobody/users", "", 404},
		"user of nobody":         {"GET", "/admin/v1/organisations/nobody/users/1", "", 404},
		"unknown path":           {"GET", "/admin/v1/printers", "", 404},
		"SCIM is somewhere else": {"GET", "/scim/v2/Users", "", 404},
		"unknown method":         {"PATCH", acme, "{}", 405},
		"post to health":         {"POST", "/healthz", "{}", 405},
	} {
		t.Run(name, func(t *testing.T) {
			q := *p
			q.t = t
			if doc := q.do(tt.method, tt.path, tt.body, tt.want); doc["hint"] == nil {
				t.Errorf("no hint: %v", doc)
			}
		})
	}
	r := httptest.NewRequest("POST", "http://localhost/admin/v1/organisations", strings.NewReader(`{"id":"x"}`))
	r.Header.Set("Content-Type", "text/plain") // what a form of another site could send
	p.check(r, nil, 415)
	if os := p.do("GET", "/admin/v1/organisations", "", 200)["organisations"].([]any); len(os) != 1 {
		t.Errorf("refused requests left something behind: %v", os)
	}
}

func TestHostAndToken(t *testing.T) {
	for name, tt := range map[string]struct {
		token, host, authorization string
		want                       int
	}{
		"IPv4 loopback":            {"", "127.0.0.1:8481", "", 200},
		"another loopback address": {"", "127.8.8.8", "", 200},
		"IPv6 loopback":            {"", "[::1]:8481", "", 200},
		"localhost":                {"", "LOCALHOST:1", "", 200},
		"name that was rebound":    {"", "evil.example.com", "", 403},
		"misleading name":          {"", "localhost.evil.example.com", "", 403},
		"address of the network":   {"", "192.0.2.7:8481", "", 403},
		"no host":                  {"", "", "", 403},
		"token right":              {"s3cret", "admin.example.com", "Bearer s3cret", 200},
		"token right, other case":  {"s3cret", "admin.example.com", "bearer s3cret", 200},
		"token wrong":              {"s3cret", "127.0.0.1", "Bearer s3cre", 401},
		"token missing":            {"s3cret", "127.0.0.1", "", 401},
		"basic":                    {"s3cret", "127.0.0.1", "Basic s3cret", 401},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlane(t, tt.token)
			r := httptest.NewRequest("GET", "http://127.0.0.1/admin/v1/organisations", nil)
			r.Host = tt.host
			if tt.authorization != "" {
				r.Header.Set("Authorization", tt.authorization)
			}
			p.check(r, nil, tt.want)
			open := httptest.NewRequest("GET", "http://127.0.0.1/healthz", nil)
			open.Host = tt.host
			p.check(open, nil, 200)
		})
	}
}

// What reaches the listener from elsewhere is not believed that its Host is a loopback name.
func TestOtherMachinesNeedTheToken(t *testing.T) {
	for _, tt := range []struct {
		token, at, authorization string
		want                     int
	}{
		{"", "127.0.0.1", "", 200},
		{"", "::1", "", 200},
		{"", "192.0.2.7", "", 403},
		{"", "2001:db8::7", "", 403},
		{"s3cret", "192.0.2.7", "", 401},
		{"s3cret", "192.0.2.7", "Bearer s3cret", 200},
	} {
		p := newPlane(t, tt.token)
		r := httptest.NewRequest("GET", "http://localhost:8481/admin/v1/organisations", nil)
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.ParseIP(tt.at), Port: 8481}))
		r.Header.Set("Authorization", tt.authorization)
		p.check(r, nil, tt.want)
	}
}

func TestSecurityHeaders(t *testing.T) {
	p := newPlane(t, "s3cret")
	for _, path := range []string{"/healthz", "/metrics", "/openapi.json", "/admin/v1/organisations", "/nowhere"} {
		w := httptest.NewRecorder()
		p.api.ServeHTTP(w, httptest.NewRequest("GET", "http://127.0.0.1"+path, nil))
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("GET %s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestCrossOriginRequestsAreRefused(t *testing.T) {
	p := newPlane(t, "")
	r := httptest.NewRequest("POST", "http://127.0.0.1/admin/v1/organisations", strings.NewReader(`{"id":"x"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", "https://evil.example.com")
	p.check(r, nil, 403)
}

func TestReadiness(t *testing.T) {
	p := newPlane(t, "")
	p.ready = errors.New("disk full in /var/lib")
	doc := p.do("GET", "/readyz", "", 503)
	if s, _ := doc["error"].(string); strings.Contains(s, "/var/lib") || !strings.Contains(p.log.String(), "disk full") {
		t.Errorf("the reason belongs into the log only: answer %v, log %s", doc, &p.log)
	}
	if doc := p.do("GET", "/healthz", "", 200); doc["instance"] != "i1" {
		t.Errorf("health: got %v, want the instance", doc)
	}
}

func TestFailuresShowNothing(t *testing.T) {
	p := newPlane(t, "")
	p.do("POST", "/admin/v1/organisations", `{"id":"acme"}`, 201)
	for id, reason := range map[string]string{"broken": "disk error", "panic": "at the disk"} {
		p.log.Reset()
		doc := p.do("GET", "/admin/v1/organisations/acme/users/"+id, "", 500)
		if doc["error"] != "internal error" || !strings.Contains(p.log.String(), reason) {
			t.Errorf("%s: answer %v, log %s", id, doc, &p.log)
		}
	}
}

func TestExchanges(t *testing.T) {
	p := newPlane(t, "")
	for _, org := range []string{"acme", "", "other"} {
		p.ring.Add(exchange.Record{
			At: p.now, Duration: time.Millisecond, Organisation: org, Method: "GET", Target: "/scim/v2/Users", Status: 200,
			RequestHeader: map[string][]string{"Authorization": {"Bearer s3cret"}}, ResponseBody: []byte(`{}`),
		})
	}
	for query, want := range map[string]int{"": 3, "?organisation=acme": 1, "?limit=2": 2, "?organisation=nobody": 0} {
		if got := p.do("GET", "/admin/v1/exchanges"+query, "", 200)["exchanges"].([]any); len(got) != want {
			t.Errorf("exchanges%s: got %d, want %d", query, len(got), want)
		}
	}
}
