package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/gate"
)

// Store is a store.Store in an SQLite database. Use Open.
type Store struct {
	gate      *gate.Gate
	lock      *os.File
	connector driver.Connector
	pool      *pool
	writer    *writer
	log       logFile
	nobody    nobody
}

var _ store.Store = (*Store)(nil)

// Update implements store.Store.
func (s *Store) Update(ctx context.Context, fn func(store.Tx) error) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	return s.writer.do(ctx, fn)
}

// Ping implements store.Store: it reads, and waits for an empty transaction of the writer.
func (s *Store) Ping(ctx context.Context) error {
	if _, err := s.Organisation(ctx, ""); err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("ping: %w", err)
	}
	if err := s.Update(ctx, func(store.Tx) error { return nil }); err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	return nil
}

// Close implements store.Store.
func (s *Store) Close() error {
	if !s.gate.Close() {
		return nil
	}
	s.nobody.fillers.Wait()
	if err := s.release(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// release gives back whatever Open got as far as acquiring, the lock last.
func (s *Store) release() error {
	var errs []error
	if s.pool != nil {
		errs = append(errs, s.pool.close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.close(), s.log.close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}

// read lends fn a reader. What it saw is on disk when it returns.
func read[T any](ctx context.Context, s *Store, fn func(reader) (T, error)) (T, error) {
	var zero T
	if err := s.gate.Enter(); err != nil {
		return zero, err
	}
	defer s.gate.Leave()
	answer, err := lendReader(ctx, s, fn)
	if unsafe := s.writer.seen(ctx); err == nil && unsafe != nil {
		return zero, unsafe
	}
	return answer, err
}

func lendReader[T any](ctx context.Context, s *Store, fn func(reader) (T, error)) (T, error) {
	c, err := s.pool.get(ctx)
	if err != nil {
		var zero T
		return zero, err
	}
	defer s.pool.put(c)
	return fn(reader{c})
}
