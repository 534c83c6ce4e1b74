package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
)

// reader answers questions from the pool, or inside a transaction.
type reader struct{ db *statements }

var _ store.Reader = reader{}

const selectOrganisation = "SELECT id, name, mood, roles, created, settings_version FROM organisation "

// organisationColumns reads the columns of selectOrganisation.
type organisationColumns struct {
	organisation *store.Organisation
	created      *int64
}

func (c *organisationColumns) targets() []any {
	o := c.organisation
	return []any{&o.ID, &o.Name, &o.Mood, &o.Roles, &c.created, &o.SettingsVersion}
}

func (c *organisationColumns) done() {
	o := c.organisation
	o.ID, o.Name, o.Mood, o.Created = plain(o.ID), plain(o.Name), plain(o.Mood), timeOf(c.created)
	for i, role := range o.Roles {
		o.Roles[i] = plain(role)
	}
	if len(o.Roles) == 0 {
		o.Roles = nil
	}
}

func organisation(row pgx.CollectableRow) (o store.Organisation, err error) {
	c := organisationColumns{organisation: &o}
	err = row.Scan(c.targets()...)
	c.done()
	return o, err
}

func (r reader) Organisation(ctx context.Context, id string) (o store.Organisation, err error) {
	err = r.db.one(ctx, selectOrganisation+"WHERE id = $1"+r.db.lock(), func(row pgx.CollectableRow) (err error) {
		o, err = organisation(row)
		return err
	}, text(id))
	if err != nil {
		return store.Organisation{}, fmt.Errorf("read organisation %s: %w", id, err)
	}
	return o, nil
}

func (r reader) Organisations(ctx context.Context) ([]store.Organisation, error) {
	orgs, err := list(ctx, r.db, selectOrganisation+"ORDER BY id", organisation)
	if err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	return orgs, nil
}

const selectProvider = "SELECT id, org, name, created FROM provider "

func provider(row pgx.CollectableRow) (p store.Provider, err error) {
	var created *int64
	err = row.Scan(&p.ID, &p.Organisation, &p.Name, &created)
	p.ID, p.Organisation, p.Name, p.Created = plain(p.ID), plain(p.Organisation), plain(p.Name), timeOf(created)
	return p, err
}

func (r reader) Provider(ctx context.Context, id string) (p store.Provider, err error) {
	err = r.db.one(ctx, selectProvider+"WHERE id = $1"+r.db.lock(), func(row pgx.CollectableRow) (err error) {
		p, err = provider(row)
		return err
	}, text(id))
	if err != nil {
		return store.Provider{}, fmt.Errorf("read provider %s: %w", id, err)
	}
	return p, nil
}

func (r reader) Providers(ctx context.Context, org string) ([]store.Provider, error) {
	ps, err := list(ctx, r.db, selectProvider+"WHERE org = $1 ORDER BY id", provider, text(org))
	if err != nil {
		return nil, fmt.Errorf("list providers of organisation %s: %w", org, err)
	}
	return ps, nil
}

func (r reader) RoleMappings(ctx context.Context, org string) ([]store.RoleMapping, error) {
	ms, err := list(ctx, r.db, `SELECT p.org, g.id, p.role FROM role_mapping p JOIN resource g ON g.seq = p.grp
		WHERE p.org = $1 ORDER BY g.id`, func(row pgx.CollectableRow) (m store.RoleMapping, err error) {
		err = row.Scan(&m.Organisation, &m.GroupID, &m.Role)
		m.Organisation, m.GroupID, m.Role = plain(m.Organisation), plain(m.GroupID), plain(m.Role)
		return m, err
	}, text(org))
	if err != nil {
		return nil, fmt.Errorf("list role mappings of organisation %s: %w", org, err)
	}
	return ms, nil
}
