package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

var errClosed = errors.New("the store is closed")

// statement gives the prepared form of a query; there are few, all of them constants.
func (s *Store) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s.conn == nil {
		return nil, errClosed
	}
	if stmt, ok := s.stmts[query]; ok {
		return stmt, nil
	}
	stmt, err := s.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s.stmts[query] = stmt
	return stmt, nil
}

// scanner is what a query for one row gives.
type scanner interface{ Scan(dest ...any) error }

type failedRow struct{ err error }

// Scan implements scanner.
func (f failedRow) Scan(...any) error { return f.err }

func (s *Store) row(ctx context.Context, query string, args ...any) scanner {
	stmt, err := s.statement(ctx, query)
	if err != nil {
		return failedRow{err}
	}
	return stmt.QueryRowContext(ctx, args...)
}

// each calls take for every row.
func (s *Store) each(ctx context.Context, query string, args []any, take func(*sql.Rows) error) (err error) {
	stmt, err := s.statement(ctx, query)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// exec runs a statement that gives no rows.
func (s *Store) exec(ctx context.Context, query string, args ...any) error {
	stmt, err := s.statement(ctx, query)
	if err == nil {
		_, err = stmt.ExecContext(ctx, args...)
	}
	return err
}
