package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (t *tx) PutOrganisation(ctx context.Context, o store.Organisation) error {
	err := o.Check()
	if err == nil {
		_, err = t.db.exec(ctx, `
			INSERT INTO organisation (id, name, mood, roles, created) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, mood = excluded.mood, roles = excluded.roles,
				created = excluded.created`,
			text(o.ID), text(o.Name), text(o.Mood), texts(o.Roles), instant(o.Created))
	}
	if err != nil {
		return fmt.Errorf("put organisation %s: %w", o.ID, err)
	}
	return nil
}

func (t *tx) DeleteOrganisation(ctx context.Context, id string) error {
	if err := t.change(ctx, "DELETE FROM organisation WHERE id = $1", text(id)); err != nil {
		return fmt.Errorf("delete organisation %s: %w", id, err)
	}
	return nil
}

func (t *tx) PutProvider(ctx context.Context, p store.Provider) error {
	if err := t.putProvider(ctx, p); err != nil {
		return fmt.Errorf("put provider %s: %w", p.ID, err)
	}
	return nil
}

// An id that belongs to another organisation meets a WHERE that does not hold: no row changes.
func (t *tx) putProvider(ctx context.Context, p store.Provider) error {
	if err := p.Check(); err != nil {
		return err
	}
	if ok, err := t.exists(ctx, "SELECT 1 FROM organisation WHERE id = $1 FOR KEY SHARE", text(p.Organisation)); !ok {
		return orNotFound(err)
	}
	n, err := t.db.exec(ctx, `
		INSERT INTO provider (id, org, name, created) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, created = excluded.created WHERE provider.org = excluded.org`,
		text(p.ID), text(p.Organisation), text(p.Name), instant(p.Created))
	return orConflict(n, err)
}

func orNotFound(err error) error {
	if err == nil {
		return store.ErrNotFound
	}
	return err
}

func orConflict(n int64, err error) error {
	if err == nil && n == 0 {
		return store.ErrConflict
	}
	return err
}

func (t *tx) DeleteProvider(ctx context.Context, id string) error {
	if err := t.change(ctx, "DELETE FROM provider WHERE id = $1", text(id)); err != nil {
		return fmt.Errorf("delete provider %s: %w", id, err)
	}
	return nil
}

// ownProvider gives ErrNotFound unless the provider is one of the organisation's.
func (t *tx) ownProvider(ctx context.Context, org, id string) error {
	ok, err := t.exists(ctx, "SELECT 1 FROM provider WHERE id = $1 AND org = $2 FOR KEY SHARE", text(id), text(org))
	if !ok {
		return fmt.Errorf("provider %s: %w", id, orNotFound(err))
	}
	return nil
}

func (t *tx) PutToken(ctx context.Context, k store.Token) error {
	if err := t.putToken(ctx, k); err != nil {
		return fmt.Errorf("put token %s: %w", k.ID, err)
	}
	return nil
}

func (t *tx) DeleteTokens(ctx context.Context, expired time.Time) (int, error) {
	n, err := t.db.exec(ctx, "DELETE FROM token WHERE expires < $1", instant(expired))
	if err != nil {
		return 0, fmt.Errorf("delete expired tokens: %w", err)
	}
	return int(n), nil
}

func (t *tx) putToken(ctx context.Context, k store.Token) error {
	if err := k.Check(); err != nil {
		return err
	}
	if err := t.ownProvider(ctx, k.Organisation, k.Provider); err != nil {
		return err
	}
	n, err := t.db.exec(ctx, `
		INSERT INTO token (id, org, provider, label, hash, created, expires, revoked, last_used, subject, read_only)
		SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 WHERE NOT EXISTS (SELECT 1 FROM token WHERE hash = $5 AND id <> $1)
		ON CONFLICT (id) DO UPDATE SET label = excluded.label, hash = excluded.hash, created = excluded.created,
			expires = excluded.expires, revoked = excluded.revoked, last_used = excluded.last_used,
			subject = excluded.subject, read_only = excluded.read_only
		WHERE token.org = excluded.org AND token.provider = excluded.provider`,
		text(k.ID), text(k.Organisation), text(k.Provider), text(k.Label), k.Hash[:],
		instant(k.Created), instant(k.Expires), instant(k.Revoked), instant(k.LastUsed), text(k.Subject), k.ReadOnly)
	return orConflict(n, err)
}

func (t *tx) PutClient(ctx context.Context, c store.Client) error {
	err := c.Check()
	if err == nil {
		err = t.ownProvider(ctx, c.Organisation, c.Provider)
	}
	if err == nil {
		err = orConflict(t.db.exec(ctx, `
			INSERT INTO client (id, org, provider, created, doc) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET created = excluded.created, doc = excluded.doc
			WHERE client.org = excluded.org AND client.provider = excluded.provider`,
			text(c.ID), text(c.Organisation), text(c.Provider), instant(c.Created), bytesOf(c.Doc)))
	}
	if err != nil {
		return fmt.Errorf("put client %s: %w", c.ID, err)
	}
	return nil
}

func (t *tx) DeleteClient(ctx context.Context, id string) error {
	if err := t.change(ctx, "DELETE FROM client WHERE id = $1", text(id)); err != nil {
		return fmt.Errorf("delete client %s: %w", id, err)
	}
	return nil
}

func (t *tx) PutRoleMapping(ctx context.Context, m store.RoleMapping) error {
	seq, err := t.seq(ctx, m.Organisation, store.TypeGroup, m.GroupID)
	if err == nil {
		_, err = t.db.exec(ctx, `INSERT INTO role_mapping (grp, org, role) VALUES ($1, $2, $3)
			ON CONFLICT (grp) DO UPDATE SET role = excluded.role`, seq, text(m.Organisation), text(m.Role))
	}
	if err != nil {
		return fmt.Errorf("map group %s to role %s: %w", m.GroupID, m.Role, err)
	}
	return nil
}

func (t *tx) DeleteRoleMapping(ctx context.Context, org, group string) error {
	err := t.change(ctx, `DELETE FROM role_mapping
		WHERE grp = (SELECT seq FROM resource WHERE org = $1 AND id = $2 AND type = 'Group')`, text(org), text(group))
	if err != nil {
		return fmt.Errorf("delete role mapping of group %s: %w", group, err)
	}
	return nil
}
