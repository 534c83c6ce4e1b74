package bearer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Tenants is what an Authenticator needs of *tenant.Service.
type Tenants interface {
	Authenticate(ctx context.Context, header string) (tenant.Principal, error)
	Organisation(ctx context.Context, id string) (store.Organisation, error)
	Providers(ctx context.Context, org string) ([]store.Provider, error)
}

// Authenticator accepts the server's own tokens and those of a Verifier. It is what httpapi.Config.Auth takes.
type Authenticator struct {
	tenants  Tenants
	verifier Verifier
	logger   *slog.Logger
}

// NewAuthenticator puts a verifier beside the server's own tokens.
func NewAuthenticator(tenants Tenants, verifier Verifier, logger *slog.Logger) *Authenticator {
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	return &Authenticator{tenants, verifier, logger}
}

// Authenticate takes the value of an Authorization header and returns for whom it acts, or tenant.ErrUnauthenticated. Any
// other error means that the store could not be asked.
func (a *Authenticator) Authenticate(ctx context.Context, header string) (tenant.Principal, error) {
	scheme, token, _ := strings.Cut(header, " ")
	token = strings.TrimLeft(token, " ")
	if strings.EqualFold(scheme, "bearer") && entra.LooksLike(token) {
		p, ok, err := a.foreign(ctx, token)
		if ok || err != nil {
			return p, err
		}
	}
	// A JWT that is refused goes the way of every other wrong token.
	return a.tenants.Authenticate(ctx, header)
}

func (a *Authenticator) foreign(ctx context.Context, token string) (tenant.Principal, bool, error) {
	id, ok, err := a.verifier.Verify(ctx, token)
	if err != nil {
		a.logger.Warn("bearer token could not be judged and is refused", slog.Any("error", err))
	}
	if err != nil || !ok {
		return tenant.Principal{}, false, nil
	}
	org, err := a.tenants.Organisation(ctx, id.Organisation)
	if errors.Is(err, store.ErrNotFound) {
		return tenant.Principal{}, false, nil
	}
	if err != nil {
		return tenant.Principal{}, false, fmt.Errorf("authenticate: %w", err)
	}
	providers, err := a.tenants.Providers(ctx, id.Organisation)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return tenant.Principal{}, false, fmt.Errorf("authenticate: %w", err)
	}
	for _, p := range providers {
		if p.ID == id.Provider {
			return tenant.Principal{Organisation: org, Provider: id.Provider, Token: id.Token}, true, nil
		}
	}
	return tenant.Principal{}, false, nil
}
