package server

import (
	"cmp"
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
	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/profile"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/role"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/settings"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Server is a SCIM service provider with its admin plane. It is safe for concurrent use.
type Server struct {
	cfg       Config
	store     store.Store
	tenants   *tenant.Service
	roles     *role.Service
	profiles  *profile.Service
	faults    *faults
	clients   *oauth.Server
	resources *resources.Service
	handler   http.Handler
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
	s, err := assemble(cfg, preset, st)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return s, nil
}

// assemble puts a Server together over an open store.
func assemble(cfg Config, preset profilePreset, st store.Store) (_ *Server, err error) {
	shared := isDatabase(cfg)
	s := &Server{cfg: cfg, store: st, roles: role.New(st), instance: newInstance()}
	ids := resources.RandomIDs(cfg.Now, rand.Reader)
	var seed uint64
	if cfg.Seed != nil {
		seed = *cfg.Seed
		ids = resources.SeededIDs(seed)
	}
	s.faults = newFaults(cfg, seed)
	own, front, err := s.faults.split(cfg.Defects)
	if err != nil {
		return nil, badConfig("%v", err)
	}
	limits, err := limitsOf(cfg)
	if err != nil {
		return nil, err
	}
	s.profiles, err = profile.New(profile.Config{
		Store: st, Shared: shared, Base: settings.Base{Mood: cfg.Mood, Seed: seed, Switches: choices(cfg.Switches)}, Limits: limits,
		Defects: s.faults, TurnOn: own, Logger: cfg.Logger,
	})
	if err != nil {
		return nil, badConfig("%v", err)
	}
	s.tenants = tenant.New(tenant.Config{
		Store: st, Shared: shared, Now: cfg.Now, Logger: cfg.Logger, Mood: cfg.Mood, Roles: preset.roles, Forget: s.profiles.Forget,
	})
	tenants := s.tenants
	defer func() {
		if err != nil {
			tenants.Close()
		}
	}()
	counts := metrics.New(version())
	auth, err := s.authenticator(counts)
	if err != nil {
		return nil, err
	}
	s.resources = resources.New(resources.Config{Store: st, Now: cfg.Now, IDs: ids, MaxResults: cfg.MaxResults})
	ring := exchange.NewRing(cfg.Exchanges)
	port := httpapi.New(httpapi.Config{
		Resources: s.resources, Registry: schema.Core(), Profiles: s.profiles, Limits: limits, Auth: auth,
		BasePath: cfg.BasePath, PublicURL: cfg.PublicURL, MaxBody: cfg.MaxBody, OAuth: true,
		Now: cfg.Now, Logger: cfg.Logger, Metrics: counts, Exchanges: ring,
	})
	if s.handler, err = s.faults.front(front, port); err != nil {
		return nil, badConfig("%v", err)
	}
	s.handler = s.clients.Handler(s.handler)
	s.admin = admin.New(admin.Config{
		Tenants: s.tenants, Roles: s.roles, Profiles: s.profiles, Defects: s.faults.list, Clients: s.clients, Browser: browser{s}, Exchanges: ring,
		Metrics: counts.Handler(), Ready: s.ready, Backup: s.lendBackup, Now: cfg.Now, Logger: cfg.Logger, Token: cfg.AdminToken, Instance: s.instance,
	})
	return s, nil
}

// limitsOf are the limits of an organisation that has none of its own.
func limitsOf(cfg Config) (resources.Limits, error) {
	var limits resources.Limits
	if len(cfg.Limits) > 0 {
		var err error
		if limits, err = settings.ParseLimits(cfg.Limits); err != nil {
			return limits, badConfig("limits: %v", err)
		}
	}
	limits.MaxResults = min(cmp.Or(limits.MaxResults, cfg.MaxResults), cfg.MaxResults)
	limits.Body = min(cmp.Or(limits.Body, cfg.MaxBody), cfg.MaxBody)
	return limits, nil
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

// Handler serves SCIM, everything below BasePath, and the token endpoint of OAuth clients beside it.
func (s *Server) Handler() http.Handler { return s.handler }

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
