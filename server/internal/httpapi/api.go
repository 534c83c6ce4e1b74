package httpapi

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/entrasim/entrasim/server/internal/exchange"
	"github.com/entrasim/entrasim/server/internal/metrics"
	"github.com/entrasim/entrasim/server/internal/rate"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Authenticator says whose token an Authorization header carries; *tenant.Service is one.
type Authenticator interface {
	// Authenticate returns tenant.ErrUnauthenticated for a token that lets nobody in.
	Authenticate(ctx context.Context, header string) (tenant.Principal, error)
}

// Config is what the API works on. All fields but PublicURL and Exchanges are required.
type Config struct {
	Resources *resources.Service
	Registry  *schema.Registry
	Auth      Authenticator
	BasePath  string // in front of /Users, no trailing slash; "" is the root
	PublicURL string // scheme and host for locations; the request's own when empty
	MaxBody   int64
	Now       func() time.Time
	Logger    *slog.Logger
	Metrics   *metrics.Metrics
	Exchanges *exchange.Ring
	// Profiles says how each organisation is served. Without it all have Registry, the mood they were created with, and Limits.
	Profiles resources.Profiles
	Limits   resources.Limits
	OAuth    bool // access tokens can be had by OAuth 2.0, which /ServiceProviderConfig then announces
}

// API is the SCIM port. Use it as http.Handler.
type API struct {
	cfg          Config
	endpoints    map[string]*endpoint // by first segment
	ofCollection methods              // of resource types
	ofItem       methods
	moods        map[string]*resources.Profile // without Config.Profiles
	wrapped      wrapped
	running      running
	rates        rate.Limiter // of organisations
}

// New puts the API together.
func New(cfg Config) *API {
	a := &API{cfg: cfg, endpoints: map[string]*endpoint{}, moods: map[string]*resources.Profile{}}
	a.ofCollection = methods{http.MethodGet: a.list, http.MethodPost: a.create}
	a.ofItem = methods{http.MethodGet: a.get, http.MethodPut: a.replace, http.MethodPatch: a.patch, http.MethodDelete: a.delete}
	for _, e := range a.mount() {
		a.endpoints[e.name] = &e
	}
	for _, mood := range append(schema.Moods(), "") {
		mode, _ := schema.ModeByName(mood) // Moods are what it knows
		a.moods[mood] = &resources.Profile{Registry: cfg.Registry, Mode: mode, Limits: cfg.Limits}
	}
	return a
}

// Profile says how an organisation is served.
func (a *API) Profile(ctx context.Context, o store.Organisation) (*resources.Profile, error) {
	if a.cfg.Profiles != nil {
		return a.cfg.Profiles.Of(ctx, o)
	}
	if p := a.moods[o.Mood]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("organisation %s has the mood %q, which this server does not know", o.ID, o.Mood)
}

// Scope is how resources of an organisation with a given mood are handled and addressed under a base URL, when there are no
// Profiles.
func (a *API) Scope(organisation, mood, base string) resources.Scope {
	p := a.moods[mood]
	if p == nil {
		p = a.moods[""]
	}
	return ScopeOf(p, organisation, base)
}

// ScopeOf is how resources are handled under a profile.
func ScopeOf(p *resources.Profile, organisation, base string) resources.Scope {
	return resources.Scope{Organisation: organisation, Mode: p.Mode, Limits: p.Limits, Base: base}
}

// ServeHTTP answers one request. Handlers return their answer instead of writing it, so there is one place that writes, and a
// failure can still become a proper error.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := a.cfg.Now()
	a.cfg.Metrics.Begin()
	req := &request{Request: r, api: a, label: unknownEndpoint}
	var res response
	defer func() { // also when a defect breaks the connection off
		took := a.cfg.Now().Sub(start)
		a.cfg.Metrics.End(req.label, r.Method, res.status, took)
		a.record(req, &res, w.Header(), start, took)
		a.leave(req)
		req.release()
	}()
	var err error
	if res, err = a.answer(req); err != nil {
		res = a.failure(req, err)
	}
	if res.through != nil {
		res.through(w, &res)
		return
	}
	res.write(w, r.Method)
}

// answer runs the request and turns a panic into an error.
func (a *API) answer(req *request) (res response, err error) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if v == http.ErrAbortHandler {
			panic(v)
		}
		a.cfg.Logger.Error("request panicked", slog.String("method", req.Method), slog.String("endpoint", req.label),
			slog.Any("panic", v), slog.String("stack", string(debug.Stack())))
		res, err = response{}, internalError()
	}()
	return a.dispatch(req)
}

func internalError() error {
	return scim.Errorf(http.StatusInternalServerError, "the server failed; its log has the reason")
}

// record keeps the exchange for the admin plane and the debug log.
func (a *API) record(req *request, res *response, header http.Header, at time.Time, took time.Duration) {
	a.cfg.Exchanges.Add(exchange.Record{
		At: at, Duration: took, Organisation: req.principal.Organisation.ID, Provider: req.principal.Provider, Token: req.principal.Token,
		Method: req.Method, Target: req.RequestURI, Status: res.status,
		RequestHeader: req.Header, RequestBody: req.raw, ResponseHeader: header, ResponseBody: res.body,
	})
	if a.cfg.Logger.Enabled(req.Context(), slog.LevelDebug) {
		a.cfg.Logger.Debug("request", slog.String("method", req.Method), slog.String("endpoint", req.label), slog.Int("status", res.status),
			slog.Duration("took", took), slog.String("organisation", req.principal.Organisation.ID))
	}
}
