package oauth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/store"
)

// authenticate returns the client that the credentials prove. An error that is not a *failure is the server's.
func (s *Server) authenticate(ctx context.Context, cred credentials) (Client, error) {
	c, err := s.cfg.Clients.Client(ctx, cred.client)
	known := err == nil
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Client{}, fmt.Errorf("read client: %w", err)
	}
	if cred.method == methodAssertion {
		err = s.checkAssertion(ctx, c, cred.assertion)
	} else if !matchSecret(c.Secrets, cred.secret, s.cfg.Now()) {
		err = notThisClient("no live secret of the client is the one presented")
	} else {
		err = nil
	}
	if !known {
		// Said only now, so that an unknown client costs what a wrong secret costs.
		return Client{}, notThisClient("no such client")
	}
	if err != nil {
		return Client{}, err
	}
	ok, err := s.hasProvider(ctx, c)
	if errors.Is(err, store.ErrNotFound) || err == nil && !ok {
		return Client{}, notThisClient("the client's organisation or provider is gone")
	}
	if err != nil {
		return Client{}, fmt.Errorf("read providers: %w", err)
	}
	return c, nil
}

// checkAssertion judges a client assertion (wire §3.4).
func (s *Server) checkAssertion(ctx context.Context, c Client, assertion string) error {
	token, err := entra.Parse(assertion)
	if err != nil {
		return refused(err)
	}
	if len(c.Federations) == 0 {
		return notThisClient("the client has no federation")
	}
	tenant := token.AssertionTenant()
	last := error(entra.Reject(entra.Issuer, "the client has no federation with the tenant %q of iss", tenant))
	for _, f := range c.Federations {
		if f.Tenant != tenant {
			continue
		}
		claims, err := s.checkFederation(ctx, token, f)
		if err == nil {
			return s.checkReplay(ctx, claims)
		}
		last = err
	}
	return refused(last)
}

func (s *Server) checkFederation(ctx context.Context, token *entra.Unverified, f Federation) (entra.Claims, error) {
	keys, err := s.cfg.Sources.Open(strings.ReplaceAll(cmp.Or(f.KeySet, s.cfg.KeySet), "{tid}", f.Tenant))
	if err != nil {
		return entra.Claims{}, err
	}
	claims, err := token.Verify(ctx, keys)
	if err != nil {
		return entra.Claims{}, err
	}
	if err := claims.CheckAssertion(f.workload()); err != nil {
		return entra.Claims{}, err
	}
	return claims, claims.CheckTime(s.cfg.Now(), s.cfg.Skew)
}

func (s *Server) checkReplay(ctx context.Context, claims entra.Claims) error {
	if !s.cfg.SingleUse {
		return nil
	}
	fresh, err := s.cfg.Used.Use(ctx, claims.Fingerprint(), s.cfg.Now(), claims.Expires.Add(s.cfg.Skew))
	if err != nil {
		return fmt.Errorf("remember assertion: %w", err)
	}
	if !fresh {
		return refused(entra.Reject(entra.Replayed, "the assertion was used before"))
	}
	return nil
}

// refused turns what package entra says into an answer.
func refused(err error) error {
	var rejected *entra.Rejection
	if errors.As(err, &rejected) {
		return notThisClient("assertion: " + rejected.Error())
	}
	return &failure{
		status: http.StatusServiceUnavailable, code: temporarilyOut, reason: err.Error(),
		public: "the keys that check the assertion cannot be had at the moment; try again",
	}
}

// logged is a client id fit for a log.
func logged(id string) slog.Attr {
	const most = 100
	if len(id) > most {
		id = id[:most] + "..."
	}
	return slog.String("client", id)
}
