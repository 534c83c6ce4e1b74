package oauth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Register adds a client without secrets; AddSecret gives it one. A missing provider is created. Empty Scopes and Lifetime
// become the defaults; Secrets and Created are set here, whatever c says.
func (s *Server) Register(ctx context.Context, c Client) (Client, error) {
	if len(c.Scopes) == 0 {
		c.Scopes = []string{DefaultScope}
	}
	c.Lifetime = cmp.Or(c.Lifetime, DefaultLifetime)
	c.Secrets, c.Created = nil, s.cfg.Now().UTC()
	if err := c.Check(); err != nil {
		return Client{}, err
	}
	// Looked up before, so that a taken id does not leave a new provider behind.
	switch _, err := s.cfg.Clients.Client(ctx, c.ID); {
	case err == nil:
		return Client{}, taken(c.ID)
	case !errors.Is(err, store.ErrNotFound):
		return Client{}, fmt.Errorf("register client: %w", err)
	}
	switch ok, err := s.hasProvider(ctx, c); {
	case err != nil:
		return Client{}, fmt.Errorf("register client: %w", err)
	case !ok:
		// A provider id that belongs to another organisation is refused here.
		if _, err := s.cfg.Tenants.CreateProvider(ctx, c.Organisation, c.Provider, ""); err != nil {
			return Client{}, fmt.Errorf("register client: %w", err)
		}
	}
	err := s.cfg.Clients.Insert(ctx, c)
	if errors.Is(err, store.ErrConflict) {
		return Client{}, taken(c.ID)
	}
	if err != nil {
		return Client{}, fmt.Errorf("register client: %w", err)
	}
	return c, nil
}

func taken(id string) error {
	return refusal.New(refusal.Conflict, "client %q exists already", id).WithHint("client ids are unique over all organisations; choose another")
}

// Registered lists an organisation's clients by id.
func (s *Server) Registered(ctx context.Context, org string) ([]Client, error) {
	list, err := s.cfg.Clients.Clients(ctx, org)
	if err != nil {
		return nil, fmt.Errorf("list clients: %w", err)
	}
	return list, nil
}

// SetFederations replaces the workload identities that may sign for a client.
func (s *Server) SetFederations(ctx context.Context, org, id string, federations []Federation) error {
	return s.update(ctx, "set federations", org, id, func(c *Client) error {
		c.Federations = slices.Clone(federations)
		return c.Check()
	})
}

// Unregister removes a client and revokes the tokens it was issued.
func (s *Server) Unregister(ctx context.Context, org, id string) error {
	c, err := s.client(ctx, org, id)
	if err != nil {
		return fmt.Errorf("unregister client: %w", err)
	}
	// The client goes first, so that it cannot get a token that is missed below.
	if err := s.cfg.Clients.Delete(ctx, id); err != nil {
		return fmt.Errorf("unregister client: %w", err)
	}
	tokens, err := s.cfg.Tenants.Tokens(ctx, org, c.Provider)
	if errors.Is(err, store.ErrNotFound) {
		return nil // the organisation is gone, and its tokens with it
	}
	if err != nil {
		return fmt.Errorf("unregister client: %w", err)
	}
	now := s.cfg.Now()
	for _, t := range tokens {
		if t.Label != tokenLabel(id) || !t.Revoked.IsZero() || !t.Expires.After(now) {
			continue
		}
		if _, err := s.cfg.Tenants.RevokeToken(ctx, org, t.ID); err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("unregister client: %w", err)
		}
	}
	return nil
}

// tokenLabel marks the tokens that a client was issued.
func tokenLabel(id string) string { return "OAuth client " + id }

// client reads one client of the organisation; another organisation's counts as absent.
func (s *Server) client(ctx context.Context, org, id string) (Client, error) {
	c, err := s.cfg.Clients.Client(ctx, id)
	if err == nil && c.Organisation == org {
		return c, nil
	}
	if err == nil || errors.Is(err, store.ErrNotFound) {
		return Client{}, noClient(org, id)
	}
	return Client{}, err
}

func noClient(org, id string) error {
	return refusal.New(refusal.NotFound, "organisation %q has no client %q", org, id).WithHint("list its clients to see their ids")
}

// update changes a client of the organisation.
func (s *Server) update(ctx context.Context, what, org, id string, fn func(*Client) error) error {
	err := s.cfg.Clients.Update(ctx, id, func(c *Client) error {
		if c.Organisation != org {
			return noClient(org, id)
		}
		return fn(c)
	})
	var refused *refusal.Error
	if errors.As(err, &refused) {
		return err
	}
	if errors.Is(err, store.ErrNotFound) {
		return noClient(org, id)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// hasProvider reports whether the client's provider still is one of its organisation's.
func (s *Server) hasProvider(ctx context.Context, c Client) (bool, error) {
	providers, err := s.cfg.Tenants.Providers(ctx, c.Organisation)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(providers, func(p store.Provider) bool { return p.ID == c.Provider }), nil
}

// issue makes an access token for a client.
func (s *Server) issue(ctx context.Context, c Client, scopes []string) (tenant.Issued, error) {
	return s.cfg.Tenants.IssueToken(ctx, c.Organisation, c.Provider, tenant.TokenOptions{
		Label: tokenLabel(c.ID), Expires: s.cfg.Now().Add(c.Lifetime),
		ReadOnly: !slices.ContainsFunc(scopes, func(scope string) bool { return scope != ReadScope }),
	})
}
