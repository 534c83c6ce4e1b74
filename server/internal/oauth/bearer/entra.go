package bearer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
)

// TenantKeys is where a tenant's v1 signing keys are published; {tid} stands for the tenant.
const TenantKeys = "https://login.microsoftonline.com/{tid}/discovery/keys"

// EntraConfig is what an Entra verifier works with.
type EntraConfig struct {
	Trusts  Trusts
	Sources *keyset.Sources
	Keys    string           // source of key sets for trusts that name none, with {tid}; TenantKeys when empty
	Now     func() time.Time // required
	Skew    time.Duration    // entra.DefaultSkew when 0, at most entra.MaxSkew; negative is none
	Logger  *slog.Logger     // discarded when nil
}

// Entra accepts JSON Web Tokens issued by Entra ID.
type Entra struct{ cfg EntraConfig }

var _ Verifier = (*Entra)(nil)

// NewEntra checks cfg.
func NewEntra(cfg EntraConfig) (*Entra, error) {
	if cfg.Trusts == nil || cfg.Sources == nil || cfg.Now == nil {
		return nil, errors.New("verify Entra tokens: Trusts, Sources and Now must be set")
	}
	if cfg.Skew > entra.MaxSkew {
		return nil, fmt.Errorf("verify Entra tokens: a clock skew of %s is more than %s", cfg.Skew, entra.MaxSkew)
	}
	cfg.Skew = max(cmp.Or(cfg.Skew, entra.DefaultSkew), 0)
	cfg.Keys = cmp.Or(cfg.Keys, TenantKeys)
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return &Entra{cfg}, nil
}

// Verify checks a token by the rules of package entra.
func (e *Entra) Verify(ctx context.Context, bearer string) (Identity, bool, error) {
	id, err := e.verify(ctx, bearer)
	var rejected *entra.Rejection
	if errors.As(err, &rejected) {
		e.cfg.Logger.Info("Entra token refused", slog.String("code", string(rejected.Code)), slog.String("detail", rejected.Detail))
		return Identity{}, false, nil
	}
	if err != nil {
		return Identity{}, false, fmt.Errorf("verify Entra token: %w", err)
	}
	return id, true, nil
}

func (e *Entra) verify(ctx context.Context, bearer string) (Identity, error) {
	token, err := entra.Parse(bearer)
	if err != nil {
		return Identity{}, err
	}
	tenant := token.BearerTenant()
	trusts, err := e.cfg.Trusts.Trusts(ctx, tenant)
	if err != nil {
		return Identity{}, err
	}
	if len(trusts) == 0 {
		return Identity{}, entra.Reject(entra.Issuer, "tenant %q is not trusted", tenant)
	}
	var last error
	for _, t := range trusts {
		claims, err := e.check(ctx, token, t)
		if err == nil {
			return Identity{Organisation: t.Organisation, Provider: t.Provider, Token: tokenID(claims.ID)}, nil
		}
		last = err
	}
	return Identity{}, last
}

func (e *Entra) check(ctx context.Context, token *entra.Unverified, t Trust) (entra.Claims, error) {
	source := strings.ReplaceAll(cmp.Or(t.Keys, e.cfg.Keys), "{tid}", t.Tenant)
	keys, err := e.cfg.Sources.Open(source)
	if err != nil {
		return entra.Claims{}, err
	}
	claims, err := token.Verify(ctx, keys)
	if err != nil {
		return entra.Claims{}, err
	}
	if err := claims.CheckTime(e.cfg.Now(), e.cfg.Skew); err != nil {
		return entra.Claims{}, err
	}
	return claims, claims.CheckBearer(t.Tenant, t.Accepted())
}

// tokenID makes an id of Entra's fit to stand where our own token ids stand.
func tokenID(id string) string {
	const most = 60
	clean := strings.Map(func(r rune) rune {
		if r > 0x20 && r < 0x7f {
			return r
		}
		return '_'
	}, id)
	return "jwt-" + clean[:min(len(clean), most)]
}
