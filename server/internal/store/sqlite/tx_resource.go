package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

var (
	sqlInsert = newQuery(`
		INSERT INTO resource
			(org, type, id, version, created, modified, unique_key, external_id, display_key, active, doc)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`)
	sqlKeyTaken = newQuery(`
		SELECT 1 FROM resource WHERE org = ?1 AND type = ?2 AND unique_key = ?3 AND unique_key <> ''`)
	sqlReplace = newQuery(`
		UPDATE resource SET version = ?4, modified = ?5, unique_key = ?6, external_id = ?7, display_key = ?8,
			active = ?9, doc = ?10
		WHERE seq = ?1 AND org = ?2 AND type = ?3`)
	sqlTouch = newQuery("UPDATE resource SET version = version + 1, modified = ?4 WHERE org = ?1 AND id = ?2 AND type = ?3")
)

func (t *tx) Insert(ctx context.Context, r *store.Record) error {
	if err := t.insert(ctx, r); err != nil {
		return fmt.Errorf("insert %s %s: %w", r.Type, r.ID, err)
	}
	return nil
}

func (t *tx) insert(ctx context.Context, r *store.Record) error {
	if err := r.Check(); err != nil {
		return err
	}
	version := max(r.Version, 1)
	t.onKey(r.Organisation, r.Type, r.UniqueKey)
	_, seq, err := t.write(ctx, sqlInsert, r.Organisation, r.Type, r.ID, version, instant(r.Created), instant(r.Modified),
		r.UniqueKey, r.ExternalID, r.DisplayKey, boolean(r.Active), blob(r.Doc))
	if err != nil {
		return t.taken(ctx, *r, refusal(err))
	}
	if err := t.addEmails(ctx, seq, r.Organisation, match.Emails(r.Doc)); err != nil {
		return err
	}
	r.Seq, r.Version = seq, version
	return nil
}

// taken finds out whether it is the unique key that stands in a record's way, and not its id.
func (t *tx) taken(ctx context.Context, r store.Record, err error) error {
	if !errors.Is(err, store.ErrConflict) {
		return err
	}
	lookup := t.one(ctx, sqlKeyTaken, func(row) {}, r.Organisation, r.Type, r.UniqueKey)
	switch {
	case lookup == nil:
		return &store.ConflictError{Type: r.Type, UniqueKey: r.UniqueKey}
	case errors.Is(lookup, store.ErrNotFound):
		return err
	}
	return lookup
}

func (t *tx) Replace(ctx context.Context, r store.Record) error {
	if err := t.replace(ctx, r); err != nil {
		return fmt.Errorf("replace %s %s: %w", r.Type, r.ID, err)
	}
	return nil
}

func (t *tx) replace(ctx context.Context, r store.Record) error {
	if err := r.Check(); err != nil {
		return err
	}
	seq, err := t.seq(ctx, r.Organisation, r.Type, r.ID)
	if err != nil {
		return err
	}
	t.onKey(r.Organisation, r.Type, r.UniqueKey)
	err = t.change(ctx, sqlReplace, seq, r.Organisation, r.Type, r.Version, instant(r.Modified),
		r.UniqueKey, r.ExternalID, r.DisplayKey, boolean(r.Active), blob(r.Doc))
	if err != nil {
		return t.taken(ctx, r, refusal(err))
	}
	return t.setEmails(ctx, seq, r.Organisation, match.Emails(r.Doc))
}

func (t *tx) Touch(ctx context.Context, org, typ, id string, now time.Time) error {
	err := store.CheckTime("modified", now)
	if err == nil {
		err = t.change(ctx, sqlTouch, org, id, typ, instant(now))
	}
	if err != nil {
		return fmt.Errorf("touch %s %s: %w", typ, id, err)
	}
	return nil
}

// Memberships, entries in other groups and role mappings go by ON DELETE CASCADE.
var (
	sqlTouchParents = newQuery(`
		UPDATE resource SET version = version + 1, modified = ?2
		WHERE seq IN (SELECT grp FROM member WHERE res = ?1) AND seq <> ?1`)
	sqlDelete = newQuery("DELETE FROM resource WHERE seq = ?1")
)

func (t *tx) Delete(ctx context.Context, org, typ, id string, now time.Time) error {
	if err := t.delete(ctx, org, typ, id, now); err != nil {
		return fmt.Errorf("delete %s %s: %w", typ, id, err)
	}
	return nil
}

func (t *tx) delete(ctx context.Context, org, typ, id string, now time.Time) error {
	if err := store.CheckTime("modified", now); err != nil {
		return err
	}
	seq, err := t.seq(ctx, org, typ, id)
	if err != nil {
		return err
	}
	if _, _, err := t.write(ctx, sqlTouchParents, seq, instant(now)); err != nil {
		return err
	}
	return t.change(ctx, sqlDelete, seq)
}
