package memory

import (
	"context"
	"errors"
	"iter"
	"sync"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// Store is a store.Store in memory. Use New.
type Store struct {
	mu     sync.RWMutex
	state  *state
	closed bool
}

var _ store.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store { return &Store{state: newState()} }

// Update implements store.Store. fn runs once, on the caller's goroutine.
func (s *Store) Update(ctx context.Context, fn func(store.Tx) error) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return store.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &tx{reader: reader{s.state}}
	committed := false
	defer func() {
		if !committed {
			t.rollback()
		}
		t.state = nil // a Tx kept beyond its callback finds nothing to change
	}()
	if err := store.Call(fn, t); err != nil {
		return err
	}
	committed = true
	return nil
}

// Ping implements store.Store.
func (s *Store) Ping(ctx context.Context) error {
	return s.Update(ctx, func(store.Tx) error { return nil })
}

// Close implements store.Store.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

// read lends fn the last commit.
func read[T any](s *Store, fn func(reader) (T, error)) (T, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		var zero T
		return zero, store.ErrClosed
	}
	return fn(reader{s.state})
}

// Scan implements store.Reader. The lock is held for one page at a time, never while the loop body runs.
func (s *Store) Scan(
	ctx context.Context, org, typ string, narrow []store.Eq, offset, limit int,
) iter.Seq2[store.Record, error] {
	return scan(offset, limit, func(after int64, offset, limit int) ([]store.Record, error) {
		return read(s, func(r reader) ([]store.Record, error) {
			return r.page(ctx, org, typ, narrow, after, offset, limit)
		})
	})
}

// Query implements store.Reader. The lock is held for one page at a time, never while Check runs.
func (s *Store) Query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	return match.Checked(ctx, q, func(q store.Query) (store.Page, error) {
		return read(s, func(r reader) (store.Page, error) { return r.answer(ctx, org, typ, q) })
	})
}

// errEnded: a Tx was kept beyond its callback.
var errEnded = errors.New("transaction is over: a Tx must not be kept beyond its callback")
