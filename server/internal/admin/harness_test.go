package admin_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/entrasim/entrasim/server/internal/admin"
	"github.com/entrasim/entrasim/server/internal/exchange"
	"github.com/entrasim/entrasim/server/internal/metrics"
	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/profile"
	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/role"
	"github.com/entrasim/entrasim/server/internal/settings"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// plane is an admin API over a store in memory. Every request and answer is held against the OpenAPI document.
type plane struct {
	t       testing.TB
	api     *admin.API
	store   store.Store
	ring    *exchange.Ring
	router  routers.Router
	ready   error
	defects error
	// What a backup is, or why there is none.
	copied   io.Reader
	copySize int64
	noBackup error
	now      time.Time
	log      bytes.Buffer
	seen     map[string]bool // operations that were tried
}

// shelf shows canned resources.
type shelf struct{}

type badFilter struct{ error }

func (badFilter) Detail() string { return "filter: unexpected end at column 5" }

func (shelf) List(_ context.Context, _ store.Organisation, _, filter string, start, count int) ([]byte, error) {
	if filter == "bad" {
		return nil, badFilter{errors.New("bad")}
	}
	return []byte(`{"schemas":["x"],"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{"schemas":["x"],"id":"1","meta":{}}]}`), nil
}

func (shelf) Get(_ context.Context, _ store.Organisation, _, id string) ([]byte, error) {
	switch id {
	case "1":
		return []byte(`{"schemas":["x"],"id":"1","meta":{}}`), nil
	case "broken":
		return nil, errors.New("disk error in /var/lib/x.db")
	case "panic":
		panic("at the disk")
	}
	return nil, store.ErrNotFound
}

// lend stands for a copy of a store.
func (p *plane) lend(_ context.Context, send func(io.Reader, int64) error) error {
	if p.noBackup != nil {
		return p.noBackup
	}
	return send(p.copied, p.copySize)
}

// faults has one defect.
type faults struct{}

func (faults) Check(name string) error {
	if name == "resources-null" {
		return nil
	}
	return refusal.New(refusal.Invalid, "there is no defect %q", name).WithHint("list them with: entrasim defects")
}

func (faults) Compile([]string, uint64) (func(http.Handler) http.Handler, error) {
	return func(next http.Handler) http.Handler { return next }, nil
}

func newPlane(t testing.TB, token string) *plane {
	p := &plane{t: t, store: memory.New(), ring: exchange.NewRing(4), now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), seen: map[string]bool{}}
	now := func() time.Time { return p.now }
	tenants := tenant.New(tenant.Config{Store: p.store, Now: now, Mood: "entra"})
	t.Cleanup(func() { tenants.Close(); p.store.Close() })
	profiles, err := profile.New(profile.Config{Store: p.store, Base: settings.Base{Mood: "entra"}, Defects: faults{}})
	if err != nil {
		t.Fatal(err)
	}
	stored := oauth.Stored{Store: p.store}
	clients, err := oauth.New(oauth.Config{
		Clients: stored, Used: stored, Tenants: tenants, Sources: keyset.NewSources(keyset.Options{Now: now}), Now: now,
		Random: rand.NewChaCha8([32]byte{}),
	})
	if err != nil {
		t.Fatal(err)
	}
	p.api = admin.New(admin.Config{
		Tenants: tenants, Roles: role.New(p.store), Profiles: profiles, Clients: clients,
		Defects: func() ([]admin.Defect, error) {
			return []admin.Defect{{Name: "resources-null", Title: "t", Models: "m", Source: "Q32", Checks: []string{"LST-003"}}}, p.defects
		},
		Browser: shelf{}, Exchanges: p.ring, Metrics: metrics.New("test").Handler(),
		Backup: p.lend,
		Ready:  func(context.Context) error { return p.ready }, Now: now, Logger: slog.New(slog.NewTextHandler(&p.log, nil)), Token: token, Instance: "i1",
	})
	doc, err := openapi3.NewLoader().LoadFromData(admin.OpenAPI())
	if err != nil {
		t.Fatalf("load OpenAPI document: %v", err)
	}
	if p.router, err = gorillamux.NewRouter(doc); err != nil {
		t.Fatalf("route by the OpenAPI document: %v", err)
	}
	return p
}

// do sends a request and holds it and its answer against the document. A request that is meant to be wrong is not held.
func (p *plane) do(method, target, body string, want int) map[string]any {
	p.t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8481"+target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return p.check(r, []byte(body), want)
}

func (p *plane) check(r *http.Request, body []byte, want int) map[string]any {
	p.t.Helper()
	w := httptest.NewRecorder()
	p.api.ServeHTTP(w, r)
	if w.Code != want {
		p.t.Fatalf("%s %s: got %d, want %d\n%s", r.Method, r.URL, w.Code, want, w.Body)
	}
	route, params, err := p.router.FindRoute(&http.Request{Method: r.Method, URL: &url.URL{Path: r.URL.Path}, Host: r.Host})
	if err != nil {
		if want < 400 {
			p.t.Errorf("%s %s is not in the OpenAPI document: %v", r.Method, r.URL.Path, err)
		}
	} else {
		p.seen[route.Method+" "+route.Path] = true
		r.Body = io.NopCloser(bytes.NewReader(body))
		in := &openapi3filter.RequestValidationInput{
			Request: r, Route: route, PathParams: params,
			Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true},
		}
		if want < 300 {
			if err := openapi3filter.ValidateRequest(r.Context(), in); err != nil {
				p.t.Errorf("%s %s: the request was served and the OpenAPI document forbids it: %v", r.Method, r.URL, err)
			}
		}
		out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: w.Code, Header: w.Header(), Options: in.Options}
		out.SetBodyBytes(w.Body.Bytes())
		if err := openapi3filter.ValidateResponse(r.Context(), out); err != nil && w.Code != http.StatusInternalServerError {
			p.t.Errorf("%s %s: the answer %d is not what the OpenAPI document says: %v", r.Method, r.URL, w.Code, err)
		}
	}
	var doc map[string]any
	if strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
			p.t.Fatalf("%s %s: answer is not JSON: %v\n%s", r.Method, r.URL, err, w.Body)
		}
	}
	if want >= 400 && doc["error"] == nil {
		p.t.Errorf("%s %s: error %d without a JSON error: %s", r.Method, r.URL, want, w.Body)
	}
	return doc
}
