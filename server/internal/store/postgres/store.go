package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/gate"
)

// Store is a store.Store in a PostgreSQL database. Use Open.
type Store struct {
	gate     *gate.Gate
	pool     *pgxpool.Pool
	patience time.Duration
}

var _ store.Store = (*Store)(nil)

// maxRaces is how often a callback runs again because another transaction came in between. Deadlocks and races for a key are
// rare, and each means that somebody else got on.
const maxRaces = 50

// errEnded: a Tx was kept beyond its callback.
var errEnded = errors.New("transaction is over: a Tx must not be kept beyond its callback")

// Update implements store.Store. fn runs on the caller's goroutine. It runs again when another transaction came in between, and
// when the database went away before the commit was sent.
func (s *Store) Update(ctx context.Context, fn func(store.Tx) error) error {
	return s.update(ctx, func(ctx context.Context) (attempt, error) { return s.attempt(ctx, fn) })
}

// update makes attempts until one succeeds, fails for good, or may have been done.
func (s *Store) update(ctx context.Context, try func(context.Context) (attempt, error)) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	for race := 0; ; race++ {
		var outcome attempt
		err := s.patiently(ctx, func() (err error) {
			outcome, err = try(ctx)
			if outcome.sent {
				return nil // it may have been done: no second time
			}
			return err
		})
		switch {
		case err == nil && outcome.err == nil:
			return nil
		case outcome.sent:
			return fmt.Errorf("commit, outcome unknown: %w", explained(ctx, outcome.err))
		case race < maxRaces && isLostRace(err) && ctx.Err() == nil:
			continue
		}
		return err
	}
}

// attempt is how far a transaction got.
type attempt struct {
	sent bool  // the commit was sent, and failed
	err  error // why
}

func (s *Store) attempt(ctx context.Context, fn func(store.Tx) error) (outcome attempt, err error) {
	if err := ctx.Err(); err != nil {
		return outcome, err
	}
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return outcome, err
	}
	defer conn.Release()
	// From here on the context only guards single statements: the transaction's end must not depend on it.
	whole := context.WithoutCancel(ctx)
	db := &transaction{conn: conn.Conn()}
	t := &tx{reader: reader{&statements{db: db, locking: true}}}
	defer func() {
		t.db.failed = errEnded
		db.rollback(whole)
	}()
	err = store.Call(fn, t)
	if t.db.failed != nil {
		return outcome, t.db.failed // whatever the callback made of it, there is nothing to commit
	}
	if err != nil {
		return outcome, err
	}
	if err := db.commit(whole); err != nil {
		if isLostRace(err) {
			return outcome, err
		}
		return attempt{true, err}, err
	}
	return outcome, nil
}

// Ping implements store.Store: it asks the database, once, whether it takes reads and writes.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	var readOnly bool
	err := s.pool.QueryRow(ctx, "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool").
		Scan(&readOnly)
	if err != nil {
		return fmt.Errorf("ping: %w", explained(ctx, err))
	}
	if readOnly {
		return fmt.Errorf("ping: %w: the database takes no writes", store.ErrUnavailable)
	}
	return nil
}

// Close implements store.Store.
func (s *Store) Close() error {
	if s.gate.Close() && s.pool != nil {
		s.pool.Close()
	}
	return nil
}

// read lends fn a reader, again if the database went away meanwhile.
func read[T any](ctx context.Context, s *Store, fn func(reader) (T, error)) (answer T, err error) {
	var zero T
	if err := s.gate.Enter(); err != nil {
		return zero, err
	}
	defer s.gate.Leave()
	err = s.patiently(ctx, func() (err error) {
		answer, err = fn(reader{&statements{db: s.pool}})
		return err
	})
	if err != nil {
		return zero, err
	}
	return answer, nil
}
