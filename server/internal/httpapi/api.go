package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/entrasim/entrasim/server/internal/exchange"
	"github.com/entrasim/entrasim/server/internal/metrics"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
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
}

// API is the SCIM port. Use it as http.Handler.
type API struct {
	cfg       Config
	endpoints map[string]*endpoint // by first segment; "" is none
	moods     map[string]schema.Mode
}

// New puts the API together.
func New(cfg Config) *API {
	a := &API{cfg: cfg, endpoints: map[string]*endpoint{}, moods: map[string]schema.Mode{
		"": schema.ModeEntra(), "entra": schema.ModeEntra(), "strict": schema.ModeStrict(),
	}}
	for _, e := range a.mount() {
		a.endpoints[e.name] = &e
	}
	return a
}

// Scope is how resources of an organisation are handled and addressed under a base URL.
func (a *API) Scope(organisation, mood, base string) resources.Scope {
	return resources.Scope{Organisation: organisation, Mode: a.moods[mood], Base: base}
}

// ServeHTTP answers one request. Handlers return their answer instead of writing it, so there is one place that writes, and a
// failure can still become a proper error.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := a.cfg.Now()
	a.cfg.Metrics.Begin()
	req := &request{Request: r, api: a, label: unknownEndpoint}
	defer req.release()
	res, err := a.answer(req)
	if err != nil {
		res = a.failure(req, err)
	}
	res.write(w, r.Method)
	took := a.cfg.Now().Sub(start)
	a.cfg.Metrics.End(req.label, r.Method, res.status, took)
	a.record(req, &res, w.Header(), start, took)
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
		a.cfg.Logger.Error("request panicked", slog.String("method", req.Method), slog.String("path", req.URL.Path),
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
