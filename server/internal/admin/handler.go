package admin

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/entrasim/entrasim/server/internal/exchange"
	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/profile"
	"github.com/entrasim/entrasim/server/internal/role"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Browser shows resources as the SCIM port would. Both methods return JSON; a missing resource matches store.ErrNotFound, and
// a bad filter is an error with a Detail method.
type Browser interface {
	// List returns a ListResponse; count < 0 means the default page.
	List(ctx context.Context, org store.Organisation, resourceType, filter string, startIndex, count int) ([]byte, error)
	Get(ctx context.Context, org store.Organisation, resourceType, id string) ([]byte, error)
}

// Config is what the API works on. All fields but Token, Instance and Wall are required.
type Config struct {
	Tenants   *tenant.Service
	Roles     *role.Service
	Profiles  *profile.Service
	Defects   func() ([]Defect, error) // all there are
	Clients   *oauth.Server
	Browser   Browser
	Exchanges *exchange.Ring
	Metrics   http.Handler
	Ready     func(context.Context) error // nil when requests can be served
	// Backup lends send a copy of the store; a refusal says why there is none.
	Backup   func(ctx context.Context, send func(content io.Reader, size int64) error) error
	Now      func() time.Time
	Logger   *slog.Logger
	Token    string // demanded as bearer token below /admin when set
	Instance string // told by /healthz, so that a client knows which process answers
	// Wall is the clock by which connections end, even where Now stands still; the wall clock when nil.
	Wall func() time.Time
}

// API is the admin plane. Use it as http.Handler.
type API struct {
	cfg       Config
	handler   http.Handler
	backingUp sync.Mutex
}

// New puts the API together.
func New(cfg Config) *API {
	if cfg.Wall == nil {
		cfg.Wall = time.Now
	}
	a := &API{cfg: cfg}
	mux := http.NewServeMux()
	for _, r := range a.Routes() {
		mux.Handle(r.Method+" "+r.Pattern, a.handle(r.handler))
	}
	a.handler = a.guard(notFoundAsJSON(mux))
	return a
}

// ServeHTTP answers one request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			a.cfg.Logger.Error("admin request panicked", slog.String("route", r.Pattern), slog.Any("panic", v))
			writeError(w, http.StatusInternalServerError, "internal error", "the server's log has the details")
		}
	}()
	a.handler.ServeHTTP(w, r)
}

// handlerFunc answers a request or returns why not; the error becomes the JSON error.
type handlerFunc func(w http.ResponseWriter, r *http.Request) error

func (a *API) handle(h handlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			a.fail(w, r, err)
		}
	})
}
