package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// An id that belongs to another organisation meets a WHERE that does not hold: no row changes.
var (
	sqlPutProvider = newQuery(`
		INSERT INTO provider (id, org, name, created) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, created = excluded.created WHERE org = excluded.org`)
	sqlDeleteProvider = newQuery("DELETE FROM provider WHERE id = ?1")
)

func (t *tx) PutProvider(ctx context.Context, p store.Provider) error {
	if err := t.putProvider(ctx, p); err != nil {
		return fmt.Errorf("put provider %s: %w", p.ID, err)
	}
	return nil
}

// The organisation is looked for first, as the other stores do: that nobody has it says more than that the id is taken.
func (t *tx) putProvider(ctx context.Context, p store.Provider) error {
	if err := p.Check(); err != nil {
		return err
	}
	if _, err := t.Organisation(ctx, p.Organisation); err != nil {
		return err
	}
	return t.putOwn(ctx, sqlPutProvider, p.ID, p.Organisation, p.Name, instant(p.Created))
}

// putOwn is put for an upsert that leaves alone what belongs to somebody else.
func (t *tx) putOwn(ctx context.Context, q *query, args ...driver.Value) error {
	n, _, err := t.write(ctx, q, args...)
	if err = refusal(err); err == nil && n == 0 {
		return store.ErrConflict
	}
	return err
}

func (t *tx) DeleteProvider(ctx context.Context, id string) error {
	if err := t.change(ctx, sqlDeleteProvider, id); err != nil {
		return fmt.Errorf("delete provider %s: %w", id, err)
	}
	return nil
}

var sqlPutToken = newQuery(`
	INSERT INTO token (` + tokenColumns + `) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
	ON CONFLICT (id) DO UPDATE SET label = excluded.label, hash = excluded.hash, created = excluded.created,
		expires = excluded.expires, revoked = excluded.revoked, last_used = excluded.last_used, subject = excluded.subject,
		read_only = excluded.read_only
	WHERE org = excluded.org AND provider = excluded.provider`)

func (t *tx) PutToken(ctx context.Context, k store.Token) error {
	if err := t.putToken(ctx, k); err != nil {
		return fmt.Errorf("put token %s: %w", k.ID, err)
	}
	return nil
}

func (t *tx) putToken(ctx context.Context, k store.Token) error {
	if err := k.Check(); err != nil {
		return err
	}
	if err := t.ownProvider(ctx, k.Organisation, k.Provider); err != nil {
		return err
	}
	return t.putOwn(ctx, sqlPutToken, k.ID, k.Organisation, k.Provider, k.Label, k.Hash[:],
		instant(k.Created), instant(k.Expires), instant(k.Revoked), instant(k.LastUsed), k.Subject, k.ReadOnly)
}

var sqlDeleteTokens = newQuery("DELETE FROM token WHERE expires < ?1")

func (t *tx) DeleteTokens(ctx context.Context, expired time.Time) (int, error) {
	n, _, err := t.write(ctx, sqlDeleteTokens, instant(expired))
	if err != nil {
		return 0, fmt.Errorf("delete expired tokens: %w", err)
	}
	return int(n), nil
}

// ownProvider gives ErrNotFound unless the provider is one of the organisation's.
func (t *tx) ownProvider(ctx context.Context, org, id string) error {
	p, err := t.Provider(ctx, id)
	if err == nil && p.Organisation != org {
		err = fmt.Errorf("provider %s: %w", id, store.ErrNotFound)
	}
	return err
}

var (
	sqlPutRoleMapping = newQuery(`
		INSERT INTO role_mapping (grp, org, role)
		SELECT seq, org, ?3 FROM resource WHERE org = ?1 AND id = ?2 AND type = 'Group'
		ON CONFLICT (grp) DO UPDATE SET role = excluded.role`)
	sqlDeleteRoleMapping = newQuery(`
		DELETE FROM role_mapping
		WHERE grp = (SELECT seq FROM resource WHERE org = ?1 AND id = ?2 AND type = 'Group')`)
)

func (t *tx) PutRoleMapping(ctx context.Context, m store.RoleMapping) error {
	if err := t.change(ctx, sqlPutRoleMapping, m.Organisation, m.GroupID, m.Role); err != nil {
		return fmt.Errorf("map group %s to role %s: %w", m.GroupID, m.Role, err)
	}
	return nil
}

func (t *tx) DeleteRoleMapping(ctx context.Context, org, group string) error {
	if err := t.change(ctx, sqlDeleteRoleMapping, org, group); err != nil {
		return fmt.Errorf("delete role mapping of group %s: %w", group, err)
	}
	return nil
}
