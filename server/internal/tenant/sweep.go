package tenant

import (
	"context"
	"log/slog"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

const (
	sweepEvery  = time.Hour
	keepExpired = 7 * 24 * time.Hour // so that a list still shows for a while what became of a token
	keepIdle    = 24 * time.Hour     // what is remembered of a token that nobody uses
)

// sweep removes tokens that expired long ago, from the store and from memory, once an hour at most. OAuth clients get a new token
// whenever they ask, so without it both would grow for ever. It runs on the goroutine of writeUses, after last uses were written, and
// goes by the time of the request that asked for that.
func (s *Service) sweep(now time.Time) {
	if now.Sub(s.lastSweep) < sweepEvery {
		return
	}
	s.lastSweep = now
	s.forgetIdle(now.Add(-keepIdle))
	ctx := context.Background() // it belongs to no request
	var n int
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) (err error) {
		n, err = tx.DeleteTokens(ctx, now.Add(-keepExpired))
		return err
	})
	switch {
	case err != nil:
		s.cfg.Logger.Warn("expired tokens not removed", slog.Any("error", err))
	case n > 0:
		s.cfg.Logger.Info("expired tokens removed", slog.Int("tokens", n))
	}
}

// forgetIdle drops what is remembered of tokens that were not used since, unless a use of theirs is still to be written.
func (s *Service) forgetIdle(since time.Time) {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	s.uses.mu.Lock()
	defer s.uses.mu.Unlock()
	for h, u := range s.uses.byHash {
		if at := u.at.Load(); at == u.written && at < since.UnixNano() {
			delete(s.uses.byHash, h)
			delete(s.cache.entries, h) // it holds the use, and would note later ones where nobody looks
		}
	}
	// A look-up under way may have taken the use along, and must not put it into the cache.
	s.cache.generation++
}
