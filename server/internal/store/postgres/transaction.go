package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// transaction is a transaction of the database that begins together with its first statement, which saves the way there and
// back: most consist of one or two.
type transaction struct {
	conn  *pgx.Conn
	begun bool
}

var _ database = (*transaction)(nil)

const begin = "begin isolation level read committed"

// SendBatch implements database.
func (t *transaction) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	if !t.begun {
		t.begun = true
		b.QueuedQueries = slices.Insert(b.QueuedQueries, 0, &pgx.QueuedQuery{SQL: begin})
	}
	return t.conn.SendBatch(ctx, b)
}

// first sends the first statement and leaves its results to be read.
func (t *transaction) first(ctx context.Context, sql string, args []any) (pgx.BatchResults, error) {
	var b pgx.Batch
	b.Queue(sql, args...)
	results := t.SendBatch(ctx, &b)
	_, err := results.Exec() // that of begin
	return results, err
}

// Exec implements database.
func (t *transaction) Exec(ctx context.Context, sql string, args ...any) (tag pgconn.CommandTag, err error) {
	if t.begun {
		return t.conn.Exec(ctx, sql, args...)
	}
	results, err := t.first(ctx, sql, args)
	if err == nil {
		tag, err = results.Exec()
	}
	if cerr := results.Close(); err == nil {
		err = cerr
	}
	return tag, err
}

// Query implements database.
func (t *transaction) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	if t.begun {
		return t.conn.Query(ctx, sql, args...)
	}
	results, err := t.first(ctx, sql, args)
	var rows pgx.Rows
	if err == nil {
		rows, err = results.Query()
	}
	if err != nil {
		_ = results.Close() // says the same again
		return nil, err
	}
	return &firstRows{Rows: rows, results: results}, nil
}

// firstRows are the rows of the first statement. The connection is free for the next one when they have been closed.
type firstRows struct {
	pgx.Rows
	results pgx.BatchResults
	ended   bool
	err     error // of closing the results
}

// Next implements pgx.Rows.
func (r *firstRows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.Close()
	return false
}

// Close implements pgx.Rows.
func (r *firstRows) Close() {
	if r.ended {
		return
	}
	r.ended = true
	r.Rows.Close()
	r.err = r.results.Close()
}

// Err implements pgx.Rows.
func (r *firstRows) Err() error {
	if err := r.Rows.Err(); err != nil {
		return err
	}
	return r.err
}

// commit ends the transaction; one in which nothing was asked or done never began.
func (t *transaction) commit(ctx context.Context) error {
	if !t.begun {
		return nil
	}
	tag, err := t.conn.Exec(ctx, "commit")
	if err == nil && tag.String() == "ROLLBACK" {
		return pgx.ErrTxCommitRollback
	}
	return err
}

// rollback undoes what there is. If that fails, so does the connection, and the database undoes it by itself.
func (t *transaction) rollback(ctx context.Context) {
	const idle = 'I'
	if t.conn.PgConn().TxStatus() != idle {
		_, _ = t.conn.Exec(ctx, "rollback")
	}
}
