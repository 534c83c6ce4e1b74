package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Insert is Update with a callback that inserts the record and does nothing else: store.Insert. Begin, insert and commit are sent
// together.
func (s *Store) Insert(ctx context.Context, r *store.Record) error {
	if err := r.Check(); err != nil {
		return fmt.Errorf("insert %s %s: %w", r.Type, r.ID, err)
	}
	return s.update(ctx, func(ctx context.Context) (attempt, error) { return s.insertAlone(ctx, r) })
}

// insertAlone is an attempt. When something is in the way it finds out what in a transaction that takes its time.
func (s *Store) insertAlone(ctx context.Context, r *store.Record) (outcome attempt, err error) {
	if err := ctx.Err(); err != nil {
		return outcome, err
	}
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return outcome, err
	}
	db := &transaction{conn: conn.Conn()}
	seq, version := int64(0), max(r.Version, 1)
	var batch pgx.Batch
	batch.Queue(insertResource, insertArguments(r, version)...).QueryRow(func(row pgx.Row) error {
		if err := row.Scan(&seq); !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		return nil // nothing was inserted, and nothing is committed
	})
	batch.Queue("commit")
	err = db.SendBatch(ctx, &batch).Close()
	db.rollback(context.WithoutCancel(ctx))
	conn.Release()
	switch {
	case err == nil && seq == 0:
		return s.attempt(ctx, func(tx store.Tx) error { return tx.Insert(ctx, r) })
	case err == nil:
		r.Seq, r.Version = seq, version
		return outcome, nil
	case isLostRace(err), seq == 0 && codeOf(err) != "", pgconn.SafeToRetry(err):
		return outcome, err // the database said no before it came to the commit, or has not heard of it
	}
	return attempt{true, err}, err
}
