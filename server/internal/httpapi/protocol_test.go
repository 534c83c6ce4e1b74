package httpapi_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/httpapi"
	"github.com/entrasim/entrasim/server/internal/metrics"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

func TestPaths(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	for path, want := range map[string]int{
		"/scim/v2/Users": 200, "/scim/v2/Users/": 200, "/scim/v2//Users": 200, "//scim/v2/Users": 200, "/scim/v2/Users//" + id + "/": 200,
		"/scim/v2/Users/?filter=userName+eq+%22ada%22": 200, "/scim/v2/Users?aadOptscim062020": 200,
		"/scim/v2": 200, "/scim/v2/": 200, "/": 404, "/Users": 404, "/scim/Users": 404, "/scim/v1/Users": 404, "/scim/v2/users": 404,
		"/scim/v2x/Users": 404, "/scim/v2/Printers": 404, "/scim/v2/ServiceProviderConfig/x": 404, "/scim/v2/serviceConfiguration": 404,
		"/scim/v2/Users/" + id + "/emails": 404, "/scim/v2/../v2/Users": 404, "/scim/v2/Users/" + id + "%2f": 404,
	} {
		a := tg.send("GET", path, "", "Authorization", "Bearer "+tg.token)
		if want == 200 {
			tg.want(200, a)
		} else {
			tg.wantError(want, "", a)
		}
		if a.Header().Get("Location") != "" && want != 200 {
			t.Errorf("GET %s was redirected to %s", path, a.Header().Get("Location"))
		}
	}
}

func TestMethods(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	for _, tt := range []struct{ method, path, allow string }{
		{"PUT", "/Users", "GET, HEAD, POST"},
		{"PATCH", "/Groups", "GET, HEAD, POST"},
		{"DELETE", "/Users", "GET, HEAD, POST"},
		{"OPTIONS", "/Users", "GET, HEAD, POST"},
		{"BREW", "/Users", "GET, HEAD, POST"},
		{"POST", "/Users/" + id, "DELETE, GET, HEAD, PATCH, PUT"},
		{"POST", "/Schemas", "GET, HEAD"},
		{"DELETE", "/Schemas/" + urnUser, "GET, HEAD"},
		{"PATCH", "/ResourceTypes/User", "GET, HEAD"},
		{"PUT", "/ServiceProviderConfig", "GET, HEAD"},
	} {
		a := tg.wantError(405, "", tg.do(tt.method, tt.path, "{}"))
		if got := a.Header().Get("Allow"); got != tt.allow {
			t.Errorf("%s %s: Allow is %q, want %q", tt.method, tt.path, got, tt.allow)
		}
	}
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		tg.wantError(501, "", tg.do(method, "/Me", "{}")) // MEE-001
	}
	for _, path := range []string{"/Bulk", "/.search", "/Users/.search"} {
		if a := tg.wantError(405, "", tg.do("GET", path, "")); a.Header().Get("Allow") != "POST" {
			t.Errorf("GET %s: Allow is %q, want POST", path, a.Header().Get("Allow"))
		}
	}
	tg.wantError(405, "", tg.do("POST", "/Schemas/.search", "{}"))
}

func TestHead(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	for _, path := range []string{"/Users", "/Users/" + id, "/Schemas", "/Users/nobody"} {
		get, head := tg.do("GET", path, ""), tg.do("HEAD", path, "")
		if head.Code != get.Code || head.Body.Len() != 0 {
			t.Errorf("HEAD %s: status %d with %d bytes, want %d with none", path, head.Code, head.Body.Len(), get.Code)
		}
		for _, name := range []string{"Content-Type", "Content-Length", "ETag"} {
			if head.Header().Get(name) != get.Header().Get(name) {
				t.Errorf("HEAD %s: %s is %q, GET says %q", path, name, head.Header().Get(name), get.Header().Get(name))
			}
		}
	}
}

func TestMediaTypes(t *testing.T) {
	tg := newTarget(t)
	n := 0
	for ct, want := range map[string]int{
		"application/scim+json": 201, "application/scim+json; charset=utf-8": 201, "application/json": 201, "Application/SCIM+JSON;charset=UTF-8": 201,
		`application/json; charset="utf-8"; x=y`: 201, "": 201, "application/scim+json;": 201,
		"text/plain": 415, "text/xml": 415, "application/x-www-form-urlencoded": 415, "application/scim+json; charset=utf-16": 415, "garbage": 415, "application/json, text/plain": 415,
	} {
		n++
		a := tg.do("POST", "/Users", `{"userName":"u`+itoa(100+n)+`"}`, "Content-Type", ct)
		if want == 415 {
			tg.wantError(415, "", a)
		} else if a.Code != want {
			t.Errorf("Content-Type %q: got %d, want %d", ct, a.Code, want)
		}
	}
	tg.wantError(415, "", tg.do("POST", "/Users", `{"userName":"z"}`, "Content-Encoding", "gzip"))
	for _, accept := range []string{"application/scim+json", "application/json", "*/*", "text/html", "image/png;q=0", "garbage"} {
		if a := tg.do("GET", "/Users", "", "Accept", accept); a.Code != 200 || !strings.HasPrefix(a.Header().Get("Content-Type"), "application/scim+json") {
			t.Errorf("Accept %q in mood entra: got %d %s", accept, a.Code, a.Header().Get("Content-Type"))
		}
	}
}

func TestAcceptInMoodStrict(t *testing.T) {
	tg := newTargetIn(t, "strict")
	for accept, want := range map[string]int{
		"": 200, "application/scim+json": 200, "application/json;q=0.5, text/html": 200, "*/*": 200, "application/*": 200,
		"text/html": 406, "application/scim+json;q=0": 406, "garbage": 406,
	} {
		if a := tg.do("GET", "/Users", "", "Accept", accept); a.Code != want {
			t.Errorf("Accept %q: got %d, want %d", accept, a.Code, want)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	tg := newTarget(t)
	body := `{"userName":"` + strings.Repeat("a", 64<<10) + `"}`
	tg.wantError(413, "", tg.do("POST", "/Users", body))

	r := httptest.NewRequest("POST", "http://scim.example.com/scim/v2/Users", io.MultiReader(strings.NewReader(body))) // no length: chunked
	r.Header.Set("Authorization", "Bearer "+tg.token)
	w := httptest.NewRecorder()
	tg.api.ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("chunked body over the limit: got %d, want 413", w.Code)
	}
	tg.want(200, tg.do("GET", "/Users", ""))
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) {
	return 0, errors.New("connection reset by peer at 10.0.0.7")
}

func TestBrokenBody(t *testing.T) {
	tg := newTarget(t)
	r := httptest.NewRequest("POST", "http://scim.example.com/scim/v2/Users", brokenReader{})
	r.Header.Set("Authorization", "Bearer "+tg.token)
	w := httptest.NewRecorder()
	tg.api.ServeHTTP(w, r)
	if w.Code != 400 || strings.Contains(w.Body.String(), "10.0.0.7") {
		t.Errorf("body that breaks off: got %d %s", w.Code, w.Body)
	}
}

// faulty lets everything that follows authentication be decided by the test.
type faulty func() (tenant.Principal, error)

func (f faulty) Authenticate(context.Context, string) (tenant.Principal, error) { return f() }

func TestServerFailures(t *testing.T) {
	for name, tt := range map[string]struct {
		auth   faulty
		status int
		logged string
	}{
		"panic":          {func() (tenant.Principal, error) { panic("secret detail") }, 500, "secret detail"},
		"store failure":  {func() (tenant.Principal, error) { return tenant.Principal{}, errors.New("disk I/O error in /var/x.db") }, 500, "disk I/O error"},
		"store closed":   {func() (tenant.Principal, error) { return tenant.Principal{}, store.ErrClosed }, 503, ""},
		"database away":  {func() (tenant.Principal, error) { return tenant.Principal{}, fmt.Errorf("x: %w", store.ErrUnavailable) }, 503, ""},
		"client is gone": {func() (tenant.Principal, error) { return tenant.Principal{}, context.Canceled }, 503, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var log strings.Builder
			api := httpapi.New(httpapi.Config{
				Registry: schema.Core(), Auth: tt.auth, BasePath: "/scim/v2", Now: time.Now,
				Logger: slog.New(slog.NewTextHandler(&log, nil)), Metrics: metrics.New("test"),
			})
			w := httptest.NewRecorder()
			api.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
			if w.Code != tt.status || !strings.Contains(w.Body.String(), "messages:2.0:Error") {
				t.Errorf("got %d %s, want a SCIM error %d", w.Code, w.Body, tt.status)
			}
			if strings.Contains(w.Body.String(), "secret detail") || strings.Contains(w.Body.String(), "/var/x.db") {
				t.Errorf("the answer shows the inside: %s", w.Body)
			}
			if (tt.logged == "") != (log.Len() == 0) || !strings.Contains(log.String(), tt.logged) {
				t.Errorf("log: got %q, want something with %q", log.String(), tt.logged)
			}
		})
	}
}

func TestExchangesAreRecorded(t *testing.T) {
	tg := newTarget(t)
	tg.user("ada")
	e := tg.ring.Recent("dev", 1)[0]
	if e.Request.Method != "POST" || e.Response.Status != 201 || !strings.Contains(e.Request.Body, `"ada"`) || !strings.Contains(e.Response.Body, `"ada"`) || e.Provider != "dev-entra" {
		t.Errorf("exchange: got %+v", e)
	}
	tg.send("GET", "/scim/v2/Users", "")
	if e := tg.ring.Recent("", 1)[0]; e.Organisation != "" || e.Response.Status != 401 {
		t.Errorf("a refused request is recorded without organisation: got %+v", e)
	}
}
