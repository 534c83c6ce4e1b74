package harness

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// visibility keeps account of how long the target takes to show what was written. It is of use only inside a read-back window.
type visibility struct {
	mu    sync.Mutex
	wrote time.Time
	lag   time.Duration // the longest that was seen
}

// written takes note of a write that succeeded.
func (v *visibility) written(ex exchange) {
	if ex.err != nil || ex.status >= http.StatusBadRequest || ex.method == http.MethodGet || ex.method == http.MethodHead {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.wrote = time.Now()
}

// seen takes note that the last write shows, after somebody had to wait for it.
func (v *visibility) seen(waited, window time.Duration) time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	took := waited
	if !v.wrote.IsZero() {
		took = time.Since(v.wrote)
	}
	v.lag = min(max(v.lag, took), window)
	return took
}

// rest is how long the next request should wait so that it finds what was written before.
func (v *visibility) rest() time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.lag == 0 {
		return 0
	}
	return time.Until(v.wrote.Add(v.lag + v.lag/4))
}

func (v *visibility) note() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.lag == 0 {
		return ""
	}
	return fmt.Sprintf("the target needs up to %s to show a write; every request that follows a write waited for that, inside the window of --read-back", v.lag.Round(10*time.Millisecond))
}
