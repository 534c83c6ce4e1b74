package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"

	sqlite3 "modernc.org/sqlite/lib"

	"github.com/entrasim/entrasim/server/internal/store"
)

// tx is one callback's view of the transaction it shares with others.
type tx struct {
	reader
	onKey func(org, typ, key string)
	wrote bool // something changed, so that an error of the callback has something to undo
}

var _ store.Tx = (*tx)(nil)

// ended takes the place of a transaction's connection once its callback has returned.
var ended = &conn{failed: errors.New("transaction is over: a Tx must not be kept beyond its callback")}

// write executes a changing statement and returns how many rows it changed and the last rowid it inserted.
func (t *tx) write(ctx context.Context, q *query, args ...driver.Value) (changed, rowid int64, err error) {
	res, err := t.conn.exec(ctx, q, args...)
	if err != nil {
		return 0, 0, err
	}
	if changed, err = res.RowsAffected(); err != nil {
		return 0, 0, err
	}
	t.wrote = t.wrote || changed > 0
	rowid, err = res.LastInsertId()
	return changed, rowid, err
}

// put is write for a statement whose foreign keys name what must exist.
func (t *tx) put(ctx context.Context, q *query, args ...driver.Value) error {
	_, _, err := t.write(ctx, q, args...)
	return refusal(err)
}

// refusal says what a violated constraint means.
func refusal(err error) error {
	switch errorCode(err) {
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return store.ErrNotFound
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return store.ErrConflict
	}
	return err
}

// change is write for a statement that must hit a row.
func (t *tx) change(ctx context.Context, q *query, args ...driver.Value) error {
	n, _, err := t.write(ctx, q, args...)
	if err == nil && n == 0 {
		return store.ErrNotFound
	}
	return err
}
