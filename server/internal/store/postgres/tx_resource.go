package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// keyTaken finds the record of organisation $1 and type $2 with the unique key $3.
const keyTaken = `SELECT 1 FROM resource o WHERE o.org = $1 AND o.type = $2 AND o.unique_key = $3 AND o.unique_key <> ''
	AND left(o.unique_key, 250) = left($3, 250)`

func (t *tx) Insert(ctx context.Context, r *store.Record) error {
	if err := t.insert(ctx, r); err != nil {
		return fmt.Errorf("insert %s %s: %w", r.Type, r.ID, err)
	}
	return nil
}

// insertResource adds a record with its e-mails. Without a row, something was in the way.
const insertResource = `
	WITH fresh AS (
		INSERT INTO resource (org, type, id, version, created, modified, unique_key, external_id, display_key, active,
			doc, search)
		SELECT $1, $2, $4, $5, $6, $7, $3, $8, $9, $10, $11, $12
		WHERE EXISTS (SELECT 1 FROM organisation WHERE id = $1)
		ON CONFLICT DO NOTHING
		RETURNING seq
	), mail AS (
		INSERT INTO email (res, org, value) SELECT seq, $1, key FROM fresh, unnest($13::text[]) key
	)
	SELECT seq FROM fresh`

// insertArguments are what insertResource takes.
func insertArguments(r *store.Record, version int64) []any {
	return []any{
		text(r.Organisation), text(r.Type), text(r.UniqueKey), text(r.ID), version, instant(r.Created), instant(r.Modified),
		text(r.ExternalID), text(r.DisplayKey), r.Active, bytesOf(r.Doc), search(r), texts(match.Emails(r.Doc)),
	}
}

// insert is Insert without the words around its errors.
func (t *tx) insert(ctx context.Context, r *store.Record) error {
	if err := r.Check(); err != nil {
		return err
	}
	seq, version := int64(0), max(r.Version, 1)
	err := t.db.one(ctx, insertResource, func(row pgx.CollectableRow) error { return row.Scan(&seq) }, insertArguments(r, version)...)
	if errors.Is(err, store.ErrNotFound) {
		return t.inTheWay(ctx, *r)
	}
	if err == nil {
		r.Seq, r.Version = seq, version
	}
	return err
}

// errLostRace makes a callback run again.
var errLostRace = errors.New("another transaction came in between")

// inTheWay finds out why a record was not inserted.
func (t *tx) inTheWay(ctx context.Context, r store.Record) error {
	org := text(r.Organisation)
	taken, err := t.exists(ctx, keyTaken, org, text(r.Type), text(r.UniqueKey))
	if err != nil || taken {
		return errors.Join(err, onlyIf(taken, &store.ConflictError{Type: r.Type, UniqueKey: r.UniqueKey}))
	}
	taken, err = t.exists(ctx, "SELECT 1 FROM resource WHERE org = $1 AND id = $2", org, text(r.ID))
	if err != nil || taken {
		return errors.Join(err, onlyIf(taken, store.ErrConflict))
	}
	exists, err := t.exists(ctx, "SELECT 1 FROM organisation WHERE id = $1", org)
	switch {
	case err != nil:
		return err
	case !exists:
		return store.ErrNotFound
	}
	t.db.failed = errLostRace // what was in the way has gone
	return errLostRace
}

func onlyIf(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

func (t *tx) Replace(ctx context.Context, r store.Record) error {
	if err := t.replace(ctx, r); err != nil {
		return fmt.Errorf("replace %s %s: %w", r.Type, r.ID, err)
	}
	return nil
}

// updateResource changes a record and makes its e-mails exactly those given; most changes leave them as they are.
const updateResource = `
	WITH changed AS (
		UPDATE resource SET version = $5, modified = $6, unique_key = $3, external_id = $7, display_key = $8, active = $9,
			doc = $10, search = $11
		WHERE org = $1 AND id = $4 AND type = $2 AND NOT EXISTS (` + keyTaken + ` AND o.id <> $4)
		RETURNING seq
	), gone AS (
		DELETE FROM email e USING changed WHERE e.res = changed.seq AND e.value <> ALL ($12::text[])
	), come AS (
		INSERT INTO email (res, org, value) SELECT seq, $1, key FROM changed, unnest($12::text[]) key
		WHERE key <> ALL (ARRAY(SELECT e.value FROM email e WHERE e.res = (SELECT seq FROM changed)))
	)
	SELECT seq FROM changed`

func (t *tx) replace(ctx context.Context, r store.Record) error {
	if err := r.Check(); err != nil {
		return err
	}
	org, typ, id, key := text(r.Organisation), text(r.Type), text(r.ID), text(r.UniqueKey)
	var seq int64
	err := t.db.one(ctx, updateResource,
		func(row pgx.CollectableRow) error { return row.Scan(&seq) },
		org, typ, key, id, r.Version, instant(r.Modified), text(r.ExternalID), text(r.DisplayKey), r.Active,
		bytesOf(r.Doc), search(&r), texts(match.Emails(r.Doc)))
	if errors.Is(err, store.ErrNotFound) {
		if _, err := t.seq(ctx, r.Organisation, r.Type, r.ID); err != nil {
			return err
		}
		return &store.ConflictError{Type: r.Type, UniqueKey: r.UniqueKey}
	}
	return err
}

func (t *tx) Touch(ctx context.Context, org, typ, id string, now time.Time) error {
	err := store.CheckTime("modified", now)
	if err == nil {
		err = t.change(ctx, "UPDATE resource SET version = version + 1, modified = $4 WHERE org = $1 AND id = $2 AND type = $3",
			text(org), text(id), text(typ), instant(now))
	}
	if err != nil {
		return fmt.Errorf("touch %s %s: %w", typ, id, err)
	}
	return nil
}

func (t *tx) Delete(ctx context.Context, org, typ, id string, now time.Time) error {
	if err := t.delete(ctx, org, typ, id, now); err != nil {
		return fmt.Errorf("delete %s %s: %w", typ, id, err)
	}
	return nil
}

// delete locks the groups first: who adds a member has its group locked already when it looks at the member. Memberships,
// entries in other groups and role mappings go by ON DELETE CASCADE.
func (t *tx) delete(ctx context.Context, org, typ, id string, now time.Time) error {
	if err := store.CheckTime("modified", now); err != nil {
		return err
	}
	args := []any{text(org), text(id), text(typ)}
	const self = "(SELECT seq FROM resource WHERE org = $1 AND id = $2 AND type = $3)"
	_, err := t.db.exec(ctx, `SELECT 1 FROM resource WHERE seq IN (SELECT grp FROM member WHERE res = `+self+`)
		ORDER BY seq FOR NO KEY UPDATE`, args...)
	if err != nil {
		return err
	}
	var seq int64
	err = t.db.one(ctx, "SELECT seq FROM resource WHERE org = $1 AND id = $2 AND type = $3 FOR UPDATE",
		func(row pgx.CollectableRow) error { return row.Scan(&seq) }, args...)
	if err != nil {
		return err
	}
	var batch pgx.Batch
	batch.Queue(`UPDATE resource SET version = version + 1, modified = $2
		WHERE seq IN (SELECT grp FROM member WHERE res = $1) AND seq <> $1`, seq, instant(now))
	batch.Queue("DELETE FROM resource WHERE seq = $1", seq)
	return t.db.together(ctx, &batch)
}
