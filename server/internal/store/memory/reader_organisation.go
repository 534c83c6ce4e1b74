package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (r reader) Organisation(ctx context.Context, id string) (store.Organisation, error) {
	o, err := r.organisation(ctx, id)
	if err != nil {
		return store.Organisation{}, fmt.Errorf("read organisation %s: %w", id, err)
	}
	return cloneOrganisation(o.Organisation), nil
}

func (r reader) Organisations(ctx context.Context) ([]store.Organisation, error) {
	if err := r.usable(ctx); err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	var orgs []store.Organisation
	for _, o := range r.state.organisations {
		orgs = append(orgs, cloneOrganisation(o.Organisation))
	}
	slices.SortFunc(orgs, func(a, b store.Organisation) int { return strings.Compare(a.ID, b.ID) })
	return orgs, nil
}

func cloneOrganisation(o store.Organisation) store.Organisation {
	o.Roles = append([]string(nil), o.Roles...)
	return o
}

func (r reader) Provider(ctx context.Context, id string) (store.Provider, error) {
	err := r.usable(ctx)
	if err == nil {
		if p, ok := r.state.providers[id]; ok {
			return p, nil
		}
		err = store.ErrNotFound
	}
	return store.Provider{}, fmt.Errorf("read provider %s: %w", id, err)
}

func (r reader) Providers(ctx context.Context, org string) ([]store.Provider, error) {
	if err := r.usable(ctx); err != nil {
		return nil, fmt.Errorf("list providers of organisation %s: %w", org, err)
	}
	var ps []store.Provider
	for _, p := range r.state.providers {
		if p.Organisation == org {
			ps = append(ps, p)
		}
	}
	slices.SortFunc(ps, func(a, b store.Provider) int { return strings.Compare(a.ID, b.ID) })
	return ps, nil
}

func (r reader) TokenByHash(ctx context.Context, hash [32]byte) (store.Token, error) {
	err := r.usable(ctx)
	if err == nil {
		if id, ok := r.state.hashes[hash]; ok {
			return r.state.tokens[id], nil
		}
		err = store.ErrNotFound
	}
	return store.Token{}, fmt.Errorf("look up token: %w", err)
}

func (r reader) Tokens(ctx context.Context, org, provider string) ([]store.Token, error) {
	if err := r.usable(ctx); err != nil {
		return nil, fmt.Errorf("list tokens of organisation %s: %w", org, err)
	}
	var ts []store.Token
	for _, t := range r.state.tokens {
		if t.Organisation == org && (provider == "" || t.Provider == provider) {
			ts = append(ts, t)
		}
	}
	slices.SortFunc(ts, func(a, b store.Token) int {
		return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID))
	})
	return ts, nil
}

func (r reader) RoleMappings(ctx context.Context, org string) ([]store.RoleMapping, error) {
	if err := r.usable(ctx); err != nil {
		return nil, fmt.Errorf("list role mappings of organisation %s: %w", org, err)
	}
	o := r.state.organisations[org]
	if o == nil {
		return nil, nil
	}
	var ms []store.RoleMapping
	for group, role := range o.mapped {
		ms = append(ms, store.RoleMapping{Organisation: org, GroupID: group.record.ID, Role: role})
	}
	slices.SortFunc(ms, func(a, b store.RoleMapping) int { return strings.Compare(a.GroupID, b.GroupID) })
	return ms, nil
}
