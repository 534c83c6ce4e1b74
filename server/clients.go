package server

import (
	"fmt"

	"github.com/entrasim/entrasim/server/internal/httpapi"
	"github.com/entrasim/entrasim/server/internal/metrics"
	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/oauth/bearer"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
)

// EntraTrust lets the tokens that an Entra tenant issues for itself act for an organisation: what Entra sends when an application
// has no secret token. Microsoft calls these tokens unfit for production, because all custom apps of a tenant share an audience.
type EntraTrust struct {
	Tenant       string   // directory id
	Organisation string   // whose resources they reach
	Provider     string   // one of its providers
	Audiences    []string // that they may be for; none means the one of custom applications
	Keys         string   // where the tenant's keys are: a URL, a file or the document; Entra's own when empty
}

// An OAuth client may get a token a second, and a minute's worth at once. Entra asks for one per cycle.
const (
	clientRate  = 1
	clientBurst = 60
)

// authenticator puts the authorisation server together and returns what the SCIM port authenticates with.
func (s *Server) authenticator(counts *metrics.Metrics) (httpapi.Authenticator, error) {
	sources := keyset.NewSources(keyset.Options{Now: s.cfg.Now})
	stored := oauth.Stored{Store: s.store}
	var err error
	s.clients, err = oauth.New(oauth.Config{
		Clients: stored, Used: stored, Tenants: s.tenants, Sources: sources, Now: s.cfg.Now, KeySet: s.cfg.ClientKeys,
		Rate: clientRate, Burst: clientBurst, Observe: counts.Token, ShortSecrets: s.cfg.ShortSecrets, PublicURL: s.cfg.PublicURL, Logger: s.cfg.Logger,
	})
	if err != nil {
		return nil, err
	}
	if len(s.cfg.EntraTrusts) == 0 {
		return s.tenants, nil
	}
	list := make([]bearer.Trust, len(s.cfg.EntraTrusts))
	for i, t := range s.cfg.EntraTrusts {
		list[i] = bearer.Trust(t)
	}
	trusts, err := bearer.NewFixed(list...)
	if err != nil {
		return nil, badConfig("%v", err)
	}
	verifier, err := bearer.NewEntra(bearer.EntraConfig{Trusts: trusts, Sources: sources, Now: s.cfg.Now, Logger: s.cfg.Logger})
	if err != nil {
		return nil, fmt.Errorf("trust Entra tenants: %w", err)
	}
	return bearer.NewAuthenticator(s.tenants, verifier, s.cfg.Logger), nil
}
