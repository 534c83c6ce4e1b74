package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
)

// tx is a transaction, at the isolation level READ COMMITTED: whoever waits for a row that another changes goes on with what
// that one left, instead of failing. Statements never run into a constraint unless somebody came in between, because in
// PostgreSQL a failed statement ends the transaction.
//
// Rows are locked in one order, groups before their members, each by seq, so that transactions do not wait for each other in
// circles; where they do all the same (a callback that changes several resources), PostgreSQL fails one, and it runs again.
type tx struct{ reader }

var _ store.Tx = (*tx)(nil)

// change is exec for a statement that must hit a row.
func (t *tx) change(ctx context.Context, sql string, args ...any) error {
	n, err := t.db.exec(ctx, sql, args...)
	if err == nil && n == 0 {
		return store.ErrNotFound
	}
	return err
}

// Lock implements store.Tx.
func (t *tx) Lock(ctx context.Context, org string) error {
	// The key is one for each store in the database and organisation, as good as a hash is.
	_, err := t.db.exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || $1, 0))", text(org))
	if err != nil {
		return fmt.Errorf("lock organisation %s: %w", org, err)
	}
	return nil
}

// seq resolves a resource's id, or gives ErrNotFound. The row stays as it is until the transaction ends.
func (t *tx) seq(ctx context.Context, org, typ, id string) (seq int64, err error) {
	return seq, t.db.one(ctx, "SELECT seq FROM resource WHERE org = $1 AND id = $2 AND type = $3 FOR NO KEY UPDATE",
		func(row pgx.CollectableRow) error { return row.Scan(&seq) }, text(org), text(id), text(typ))
}

// exists reports whether a query finds a row.
func (t *tx) exists(ctx context.Context, sql string, args ...any) (bool, error) {
	err := t.db.one(ctx, sql, func(pgx.CollectableRow) error { return nil }, args...)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

func (t *tx) PutSettings(ctx context.Context, org string, doc []byte) (version int64, err error) {
	err = t.db.one(ctx, `UPDATE organisation SET settings_version = settings_version + 1, settings = $2 WHERE id = $1
		RETURNING settings_version`, func(row pgx.CollectableRow) error { return row.Scan(&version) }, text(org), bytesOf(doc))
	if err != nil {
		return 0, fmt.Errorf("put settings of organisation %s: %w", org, err)
	}
	return version, nil
}

func (t *tx) UseOnce(ctx context.Context, fingerprint [32]byte, now, until time.Time) (bool, error) {
	err := errors.Join(store.CheckTime("now", now), store.CheckTime("until", until))
	var n int64
	if err == nil {
		// What is over is forgotten; rows that another is forgetting are left to it.
		_, err = t.db.exec(ctx, `DELETE FROM used WHERE fingerprint IN
			(SELECT fingerprint FROM used WHERE until <= $1 ORDER BY fingerprint FOR UPDATE SKIP LOCKED)`, now.UnixNano())
	}
	if err == nil {
		n, err = t.db.exec(ctx, `INSERT INTO used (fingerprint, until) VALUES ($1, $2)
			ON CONFLICT (fingerprint) DO UPDATE SET until = excluded.until WHERE used.until <= $3`,
			fingerprint[:], until.UnixNano(), now.UnixNano())
	}
	if err != nil {
		return false, fmt.Errorf("note fingerprint: %w", err)
	}
	return n > 0, nil
}
