package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/entrasim/entrasim/server/internal/store"
)

// database is the pool or a transaction.
type database interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// statements runs statements of a reader.
type statements struct {
	db      database
	locking bool // in a transaction: what is read for a decision must not change
	// failed is the first error of a statement in a transaction. PostgreSQL does nothing more in it after one.
	failed error
}

// lock is what a statement that reads one row ends with.
func (s *statements) lock() string {
	if s.locking {
		return " FOR NO KEY UPDATE"
	}
	return ""
}

func (s *statements) usable(ctx context.Context) error {
	if s.failed != nil {
		return s.failed
	}
	return ctx.Err()
}

func (s *statements) note(ctx context.Context, err error) error {
	if err = explained(ctx, err); err != nil && s.locking {
		s.failed = err
	}
	return err
}

// exec runs a statement and returns how many rows it changed.
func (s *statements) exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if err := s.usable(ctx); err != nil {
		return 0, err
	}
	tag, err := s.db.Exec(ctx, sql, args...)
	return tag.RowsAffected(), s.note(ctx, err)
}

// each calls fn for every row.
func (s *statements) each(ctx context.Context, sql string, fn func(pgx.CollectableRow) error, args ...any) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	rows, err := s.db.Query(ctx, sql, args...)
	if err == nil {
		err = eachRow(rows, fn)
	}
	return s.note(ctx, err)
}

func eachRow(rows pgx.Rows, fn func(pgx.CollectableRow) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one is each for at most one row; without a row it gives ErrNotFound.
func (s *statements) one(ctx context.Context, sql string, fn func(pgx.CollectableRow) error, args ...any) error {
	found := false
	err := s.each(ctx, sql, func(row pgx.CollectableRow) error {
		found = true
		return fn(row)
	}, args...)
	if err == nil && !found {
		return store.ErrNotFound
	}
	return err
}

// list collects rows.
func list[T any](ctx context.Context, s *statements, sql string, fn func(pgx.CollectableRow) (T, error), args ...any) (out []T, err error) {
	err = s.each(ctx, sql, func(row pgx.CollectableRow) error {
		v, err := fn(row)
		out = append(out, v)
		return err
	}, args...)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// together sends statements at once. Their results are what was queued with them.
func (s *statements) together(ctx context.Context, batch *pgx.Batch) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	return s.note(ctx, s.db.SendBatch(ctx, batch).Close())
}
