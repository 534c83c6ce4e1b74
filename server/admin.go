package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// DefaultOrganisation and DefaultProvider are what EnsureDefault creates.
const (
	DefaultOrganisation = "dev"
	DefaultProvider     = "dev-entra"
)

// TokenOptions says more about a token to be issued.
type TokenOptions struct {
	Label   string    // free text for the list
	Expires time.Time // zero: never
	// Subject is the id of the user that the token stands for, whom /Me then is; "" for none.
	Subject string
	// ReadOnly tokens read and search, and change nothing.
	ReadOnly bool
}

// IssuedToken is a new bearer token. Token is the secret in the form <rawToken>:<providerId>; it cannot be shown again.
type IssuedToken struct {
	Token        string    `json:"token"`
	ID           string    `json:"id"`
	Organisation string    `json:"organisation"`
	Provider     string    `json:"provider"`
	Label        string    `json:"label"`
	Created      time.Time `json:"created"`
	Expires      time.Time `json:"expires,omitzero"`
}

// String keeps the secret out of formatted text.
func (t IssuedToken) String() string {
	return "token " + t.ID + " of provider " + t.Provider + " (***)"
}

// GoString keeps the secret out of %#v.
func (t IssuedToken) GoString() string { return t.String() }

// LogValue keeps the secret out of logs.
func (t IssuedToken) LogValue() slog.Value { return slog.StringValue(t.String()) }

// EffectiveRole is a user with the highest role their groups give them; Role is empty when none does or the user is inactive.
type EffectiveRole struct {
	UserID   string
	UserName string
	Active   bool
	Role     string
	GroupID  string // the group that gave the role
}

// CreateOrganisation adds an organisation; id is a short name like "acme-eu", an empty name becomes the id.
func (s *Server) CreateOrganisation(ctx context.Context, id, name string) error {
	_, err := s.tenants.CreateOrganisation(ctx, id, name)
	return err
}

// IssueToken makes a bearer token for an organisation's provider and creates the provider when it is missing.
func (s *Server) IssueToken(ctx context.Context, org, provider string, opts TokenOptions) (IssuedToken, error) {
	t, err := s.tenants.IssueToken(ctx, org, provider, tenant.TokenOptions(opts))
	if err != nil {
		return IssuedToken{}, err
	}
	return IssuedToken{
		Token: t.Secret, ID: t.ID, Organisation: t.Organisation, Provider: t.Provider, Label: t.Label,
		Created: t.Created, Expires: t.Expires,
	}, nil
}

// RevokeToken ends a token at once, by the id of IssuedToken.
func (s *Server) RevokeToken(ctx context.Context, org, id string) error {
	_, err := s.tenants.RevokeToken(ctx, org, id)
	return err
}

// EnsureDefault creates what "entrasim serve" starts with: organisation DefaultOrganisation, its provider and one token. When
// the organisation has a live token already, it returns "" and false, because a token is shown only once.
func (s *Server) EnsureDefault(ctx context.Context) (token string, created bool, err error) {
	_, err = s.tenants.CreateOrganisation(ctx, DefaultOrganisation, "Development")
	if err != nil && !errors.Is(err, store.ErrConflict) {
		return "", false, fmt.Errorf("ensure default: %w", err)
	}
	tokens, err := s.tenants.Tokens(ctx, DefaultOrganisation, "")
	if err != nil {
		return "", false, fmt.Errorf("ensure default: %w", err)
	}
	now := s.cfg.Now()
	live := func(t store.Token) bool {
		return t.Revoked.IsZero() && (t.Expires.IsZero() || t.Expires.After(now))
	}
	if slices.ContainsFunc(tokens, live) {
		return "", false, nil
	}
	issued, err := s.tenants.IssueToken(ctx, DefaultOrganisation, DefaultProvider, tenant.TokenOptions{Label: "issued at first start"})
	if err != nil {
		return "", false, fmt.Errorf("ensure default: %w", err)
	}
	return issued.Secret, true, nil
}

// SetRoles sets an organisation's role list, lowest first.
func (s *Server) SetRoles(ctx context.Context, org string, roles ...string) error {
	_, err := s.roles.SetRoles(ctx, org, roles)
	return err
}

// MapRole gives the members of a group a role of the organisation's list. The group is named by id or by displayName.
func (s *Server) MapRole(ctx context.Context, org, group, role string) error {
	_, err := s.roles.Map(ctx, org, group, role)
	return err
}

// UnmapRole takes a group's role away again.
func (s *Server) UnmapRole(ctx context.Context, org, group string) error {
	return s.roles.Unmap(ctx, org, group)
}

// EffectiveRoles lists every user of an organisation by userName with the role in effect now.
func (s *Server) EffectiveRoles(ctx context.Context, org string) ([]EffectiveRole, error) {
	rs, err := s.roles.Effective(ctx, org)
	if err != nil {
		return nil, err
	}
	out := make([]EffectiveRole, len(rs))
	for i, r := range rs {
		out[i] = EffectiveRole(r)
	}
	return out, nil
}
