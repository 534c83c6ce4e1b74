package oauth

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/rate"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Tenants is what the authorisation server needs of *tenant.Service.
type Tenants interface {
	CreateProvider(ctx context.Context, org, id, name string) (store.Provider, error)
	Providers(ctx context.Context, org string) ([]store.Provider, error)
	IssueToken(ctx context.Context, org, provider string, opts tenant.TokenOptions) (tenant.Issued, error)
	Tokens(ctx context.Context, org, provider string) ([]store.Token, error)
	RevokeToken(ctx context.Context, org, id string) (store.Token, error)
}

// Config is what a Server works with.
type Config struct {
	Clients Clients          // required
	Tenants Tenants          // required
	Sources *keyset.Sources  // required; opens the key sets of assertions
	Now     func() time.Time // required

	KeySet       string               // key set of federations that name none, {tid} standing for the tenant; entra.AssertionKeys when empty
	Skew         time.Duration        // entra.DefaultSkew when 0, at most entra.MaxSkew; negative is none
	SingleUse    bool                 // an assertion is good once
	Used         Used                 // remembers assertions with SingleUse; in this process when nil
	ShortSecrets bool                 // secrets may expire in less than a year
	PublicURL    string               // scheme and host in metadata; the request's own when empty
	TokenPath    string               // path of the token endpoint; DefaultTokenPath when empty
	Rate         float64              // tokens a second that a client gets on average; 0 means that nobody counts
	Burst        int                  // … and how many at once; 1 when 0
	Observe      func(outcome string) // learns of every answer: "issued" or the error code; may be nil
	Random       io.Reader            // source of secrets; crypto/rand when nil
	Logger       *slog.Logger         // discarded when nil
}

// Server is the authorisation server. It is safe for concurrent use.
type Server struct {
	cfg   Config
	rates rate.Limiter // of clients
}

// New checks cfg.
func New(cfg Config) (*Server, error) {
	if cfg.Clients == nil || cfg.Tenants == nil || cfg.Sources == nil || cfg.Now == nil {
		return nil, errors.New("start authorisation server: Clients, Tenants, Sources and Now must be set")
	}
	if cfg.Skew > entra.MaxSkew {
		return nil, fmt.Errorf("start authorisation server: a clock skew of %s is more than %s", cfg.Skew, entra.MaxSkew)
	}
	cfg.Skew = max(cmp.Or(cfg.Skew, entra.DefaultSkew), 0)
	cfg.KeySet = cmp.Or(cfg.KeySet, entra.AssertionKeys)
	cfg.TokenPath = cmp.Or(cfg.TokenPath, DefaultTokenPath)
	if cfg.Used == nil {
		cfg.Used = &UsedInMemory{}
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Observe == nil {
		cfg.Observe = func(string) {}
	}
	cfg.Burst = max(cfg.Burst, 1)
	return &Server{cfg: cfg}, nil
}
