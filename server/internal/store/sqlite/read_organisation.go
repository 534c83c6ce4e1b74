package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

// one runs a query for at most one row; without a row it gives ErrNotFound.
func (r reader) one(ctx context.Context, q *query, fn func(row), args ...driver.Value) error {
	found := false
	err := r.conn.each(ctx, q, func(row row) error {
		fn(row)
		found = true
		return nil
	}, args...)
	if err == nil && !found {
		return store.ErrNotFound
	}
	return err
}

// list runs a query and collects its rows.
func list[T any](ctx context.Context, c *conn, q *query, fn func(row) T, args ...driver.Value) (out []T, err error) {
	err = c.each(ctx, q, func(row row) error {
		out = append(out, fn(row))
		return nil
	}, args...)
	return out, err
}

// An organisation comes as one row for each of its roles, or one row with a NULL.
const organisationRows = `
	SELECT o.id, o.name, o.mood, o.created, r.role, o.settings_version
	FROM organisation o LEFT JOIN organisation_role r ON r.org = o.id`

var (
	sqlOrganisation  = newQuery(organisationRows + " WHERE o.id = ?1 ORDER BY r.rank")
	sqlOrganisations = newQuery(organisationRows + " ORDER BY o.id, r.rank")
)

func (r reader) organisations(ctx context.Context, q *query, args ...driver.Value) (orgs []store.Organisation, err error) {
	err = r.conn.each(ctx, q, func(row row) error {
		if n := len(orgs); n == 0 || orgs[n-1].ID != row.text(0) {
			orgs = append(orgs, store.Organisation{
				ID: row.text(0), Name: row.text(1), Mood: row.text(2), Created: row.time(3), SettingsVersion: row.integer(5),
			})
		}
		if row[4] != nil {
			o := &orgs[len(orgs)-1]
			o.Roles = append(o.Roles, row.text(4))
		}
		return nil
	}, args...)
	return orgs, err
}

func (r reader) Organisation(ctx context.Context, id string) (store.Organisation, error) {
	orgs, err := r.organisations(ctx, sqlOrganisation, id)
	if err == nil && len(orgs) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return store.Organisation{}, fmt.Errorf("read organisation %s: %w", id, err)
	}
	return orgs[0], nil
}

func (r reader) Organisations(ctx context.Context) ([]store.Organisation, error) {
	orgs, err := r.organisations(ctx, sqlOrganisations)
	if err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	return orgs, nil
}

var (
	sqlProvider  = newQuery("SELECT id, org, name, created FROM provider WHERE id = ?1")
	sqlProviders = newQuery("SELECT id, org, name, created FROM provider WHERE org = ?1 ORDER BY id")
)

func provider(row row) store.Provider {
	return store.Provider{ID: row.text(0), Organisation: row.text(1), Name: row.text(2), Created: row.time(3)}
}

func (r reader) Provider(ctx context.Context, id string) (p store.Provider, err error) {
	if err := r.one(ctx, sqlProvider, func(row row) { p = provider(row) }, id); err != nil {
		return store.Provider{}, fmt.Errorf("read provider %s: %w", id, err)
	}
	return p, nil
}

func (r reader) Providers(ctx context.Context, org string) ([]store.Provider, error) {
	ps, err := list(ctx, r.conn, sqlProviders, provider, org)
	if err != nil {
		return nil, fmt.Errorf("list providers of organisation %s: %w", org, err)
	}
	return ps, nil
}
