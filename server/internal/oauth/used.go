package oauth

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Used remembers client assertions that were used.
type Used interface {
	// Use notes an assertion until a time and reports whether it had not been noted before.
	Use(ctx context.Context, fingerprint [32]byte, now, until time.Time) (fresh bool, err error)
}

// maxUsed bounds the memory for used assertions; only verified ones get here, so a stranger cannot fill it.
const maxUsed = 100_000

var errTooManyUsed = errors.New("too many client assertions are remembered; wait until some expire")

// UsedInMemory remembers assertions in this process. The zero value is empty and ready.
type UsedInMemory struct {
	mu    sync.Mutex
	until map[[32]byte]time.Time
	sweep int // size at which the expired ones are removed next
}

var _ Used = (*UsedInMemory)(nil)

// Use notes an assertion.
func (u *UsedInMemory) Use(_ context.Context, fingerprint [32]byte, now, until time.Time) (bool, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.until == nil {
		u.until, u.sweep = map[[32]byte]time.Time{}, 1000
	}
	if t, ok := u.until[fingerprint]; ok && now.Before(t) {
		return false, nil
	}
	if len(u.until) >= u.sweep {
		for f, t := range u.until {
			if !now.Before(t) {
				delete(u.until, f)
			}
		}
		// Twice what is left: sweeping costs a constant amount per assertion.
		u.sweep = min(max(1000, 2*len(u.until)), maxUsed)
	}
	if len(u.until) >= maxUsed {
		return false, errTooManyUsed
	}
	u.until[fingerprint] = until
	return true, nil
}
