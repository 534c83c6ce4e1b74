package tenant

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// flushEvery is how far the stored last use may lag behind while requests come in.
const flushEvery = 30 * time.Second

// use is the last use of one token, in Unix nanoseconds; 0 is never.
type use struct {
	at      atomic.Int64
	written int64 // owned by writeUses
}

// uses outlive the authentication cache: dropping that must not forget a use.
type uses struct {
	mu        sync.Mutex
	byHash    map[[32]byte]*use
	lastFlush atomic.Int64
}

func (u *uses) of(h [32]byte) *use {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.byHash[h] == nil {
		u.byHash[h] = new(use)
	}
	return u.byHash[h]
}

func (u *uses) last(h [32]byte) time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	if x := u.byHash[h]; x != nil && x.at.Load() != 0 {
		return time.Unix(0, x.at.Load()).UTC()
	}
	return time.Time{}
}

// used notes a use and, now and then, asks for a flush. It neither blocks nor writes: it is on the path of every request.
func (s *Service) used(u *use, now time.Time) {
	n := now.UnixNano()
	u.at.Store(n)
	last := s.uses.lastFlush.Load()
	if n-last < int64(flushEvery) || !s.uses.lastFlush.CompareAndSwap(last, n) {
		return
	}
	select {
	case s.flush <- struct{}{}:
	default:
	}
}

// writeUses owns writing last uses; Close waits for it.
func (s *Service) writeUses() {
	defer close(s.flushDone)
	for {
		select {
		case <-s.flush:
			s.flushUses()
			s.sweep(time.Unix(0, s.uses.lastFlush.Load()))
		case <-s.stop:
			s.flushUses()
			return
		}
	}
}

func (s *Service) flushUses() {
	type pending struct {
		use *use
		at  int64
	}
	dirty := map[[32]byte]pending{}
	s.uses.mu.Lock()
	for h, u := range s.uses.byHash {
		if at := u.at.Load(); at != u.written {
			dirty[h] = pending{u, at}
		}
	}
	s.uses.mu.Unlock()
	if len(dirty) == 0 {
		return
	}
	// In one order, so that processes that flush at the same time do not wait for each other in a circle.
	order := slices.SortedFunc(maps.Keys(dirty), func(a, b [32]byte) int { return bytes.Compare(a[:], b[:]) })
	// The flush belongs to no request and has to finish also while the server shuts down.
	ctx := context.Background()
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		for _, h := range order {
			p := dirty[h]
			// Read again inside the transaction: a revocation in the meantime must not be undone.
			t, err := tx.TokenByHash(ctx, h)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			at := time.Unix(0, p.at).UTC()
			if !at.After(t.LastUsed) {
				continue // another process saw it later
			}
			t.LastUsed = at
			if err := tx.PutToken(ctx, t); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.cfg.Logger.Warn("last use of tokens not written", slog.Any("error", err))
		return
	}
	for _, p := range dirty {
		p.use.written = p.at
	}
}
