package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"sync/atomic"

	"github.com/entrasim/entrasim/server/internal/admin"
	"github.com/entrasim/entrasim/server/internal/exchange"
	"github.com/entrasim/entrasim/server/internal/httpapi"
	"github.com/entrasim/entrasim/server/internal/metrics"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/role"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Server is a SCIM service provider with its admin plane. It is safe for concurrent use.
type Server struct {
	cfg       Config
	store     store.Store
	tenants   *tenant.Service
	roles     *role.Service
	resources *resources.Service
	scim      *httpapi.API
	admin     *admin.API
	instance  string
	draining  atomic.Bool
}

// New opens the store and puts a Server together; an error about cfg itself matches ErrConfig. Close the Server when done.
func New(ctx context.Context, cfg Config) (*Server, error) {
	cfg, preset, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	st, err := openStore(ctx, cfg)
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, store: st, roles: role.New(st), instance: newInstance()}
	s.tenants = tenant.New(tenant.Config{Store: st, Now: cfg.Now, Logger: cfg.Logger, Mood: cfg.Mood, Roles: preset.roles})
	ids := resources.RandomIDs(cfg.Now, rand.Reader)
	if cfg.Seed != nil {
		ids = resources.SeededIDs(*cfg.Seed)
	}
	s.resources = resources.New(resources.Config{Store: st, Now: cfg.Now, IDs: ids, MaxResults: cfg.MaxResults})
	ring := exchange.NewRing(cfg.Exchanges)
	counts := metrics.New(version())
	s.scim = httpapi.New(httpapi.Config{
		Resources: s.resources, Registry: schema.Core(), Auth: s.tenants, BasePath: cfg.BasePath, PublicURL: cfg.PublicURL,
		MaxBody: cfg.MaxBody, Now: cfg.Now, Logger: cfg.Logger, Metrics: counts, Exchanges: ring,
	})
	s.admin = admin.New(admin.Config{
		Tenants: s.tenants, Roles: s.roles, Browser: browser{s}, Exchanges: ring, Metrics: counts.Handler(), Ready: s.ready,
		Now: cfg.Now, Logger: cfg.Logger, Token: cfg.AdminToken, Instance: s.instance,
	})
	return s, nil
}

func openStore(ctx context.Context, cfg Config) (store.Store, error) {
	if cfg.Memory {
		return memory.New(), nil
	}
	opts := sqlite.Options{Dir: cfg.DataDir, Logger: cfg.Logger}
	if cfg.SyncFull != nil && !*cfg.SyncFull {
		opts.Synchronous = sqlite.Normal
	}
	return sqlite.Open(ctx, opts)
}

// newInstance names this Server among those that ever used an address or a data directory.
func newInstance() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails, says its documentation
	return hex.EncodeToString(b[:])
}

// version is the module version this program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}

// Handler serves SCIM: everything below BasePath.
func (s *Server) Handler() http.Handler { return s.scim }

// AdminHandler serves the admin plane: /admin/v1, /openapi.json, /healthz, /readyz and /metrics.
func (s *Server) AdminHandler() http.Handler { return s.admin }

// BasePath is the path in front of /Users, without a trailing slash.
func (s *Server) BasePath() string { return s.cfg.BasePath }

// Instance names this Server; /healthz tells it too.
func (s *Server) Instance() string { return s.instance }

// Drain makes /readyz answer 503, so that nobody sends new requests while the last ones finish.
func (s *Server) Drain() { s.draining.Store(true) }

var errDraining = errors.New("the server is draining")

func (s *Server) ready(ctx context.Context) error {
	if s.draining.Load() {
		return errDraining
	}
	return s.store.Ping(ctx)
}

// Close writes what is still pending and closes the store. Stop serving first.
func (s *Server) Close() error {
	s.tenants.Close()
	if err := s.store.Close(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}
