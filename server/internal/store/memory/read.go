package memory

import (
	"context"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Organisation implements store.Reader.
func (s *Store) Organisation(ctx context.Context, id string) (store.Organisation, error) {
	return read(s, func(r reader) (store.Organisation, error) { return r.Organisation(ctx, id) })
}

// Organisations implements store.Reader.
func (s *Store) Organisations(ctx context.Context) ([]store.Organisation, error) {
	return read(s, func(r reader) ([]store.Organisation, error) { return r.Organisations(ctx) })
}

// Provider implements store.Reader.
func (s *Store) Provider(ctx context.Context, id string) (store.Provider, error) {
	return read(s, func(r reader) (store.Provider, error) { return r.Provider(ctx, id) })
}

// Providers implements store.Reader.
func (s *Store) Providers(ctx context.Context, org string) ([]store.Provider, error) {
	return read(s, func(r reader) ([]store.Provider, error) { return r.Providers(ctx, org) })
}

// TokenByHash implements store.Reader.
func (s *Store) TokenByHash(ctx context.Context, hash [32]byte) (store.Token, error) {
	return read(s, func(r reader) (store.Token, error) { return r.TokenByHash(ctx, hash) })
}

// Tokens implements store.Reader.
func (s *Store) Tokens(ctx context.Context, org, provider string) ([]store.Token, error) {
	return read(s, func(r reader) ([]store.Token, error) { return r.Tokens(ctx, org, provider) })
}

// RoleMappings implements store.Reader.
func (s *Store) RoleMappings(ctx context.Context, org string) ([]store.RoleMapping, error) {
	return read(s, func(r reader) ([]store.RoleMapping, error) { return r.RoleMappings(ctx, org) })
}

// Get implements store.Reader.
func (s *Store) Get(ctx context.Context, org, typ, id string) (store.Record, error) {
	return read(s, func(r reader) (store.Record, error) { return r.Get(ctx, org, typ, id) })
}

// Count implements store.Reader.
func (s *Store) Count(ctx context.Context, org, typ string, narrow []store.Eq) (int, error) {
	return read(s, func(r reader) (int, error) { return r.Count(ctx, org, typ, narrow) })
}

// Members implements store.Reader.
func (s *Store) Members(ctx context.Context, org, group string) ([]store.Member, error) {
	return read(s, func(r reader) ([]store.Member, error) { return r.Members(ctx, org, group) })
}

// HasMember implements store.Reader.
func (s *Store) HasMember(ctx context.Context, org, group, id string) (bool, error) {
	return read(s, func(r reader) (bool, error) { return r.HasMember(ctx, org, group, id) })
}

// GroupsOf implements store.Reader.
func (s *Store) GroupsOf(ctx context.Context, org, id string) ([]store.GroupRef, error) {
	return read(s, func(r reader) ([]store.GroupRef, error) { return r.GroupsOf(ctx, org, id) })
}

// GroupsOfEach implements store.Reader.
func (s *Store) GroupsOfEach(ctx context.Context, org string, ids []string) (map[string][]store.GroupRef, error) {
	return read(s, func(r reader) (map[string][]store.GroupRef, error) { return r.GroupsOfEach(ctx, org, ids) })
}

// EffectiveRoles implements store.Reader.
func (s *Store) EffectiveRoles(ctx context.Context, org string) ([]store.EffectiveRole, error) {
	return read(s, func(r reader) ([]store.EffectiveRole, error) { return r.EffectiveRoles(ctx, org) })
}

// Settings implements store.Reader.
func (s *Store) Settings(ctx context.Context, org string) (store.Settings, error) {
	return read(s, func(r reader) (store.Settings, error) { return r.Settings(ctx, org) })
}

// Client implements store.Reader.
func (s *Store) Client(ctx context.Context, id string) (store.Client, error) {
	return read(s, func(r reader) (store.Client, error) { return r.Client(ctx, id) })
}

// Clients implements store.Reader.
func (s *Store) Clients(ctx context.Context, org string) ([]store.Client, error) {
	return read(s, func(r reader) ([]store.Client, error) { return r.Clients(ctx, org) })
}
