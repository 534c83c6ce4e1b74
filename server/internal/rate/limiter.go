package rate

import (
	"sync"
	"time"
)

// Limiter holds the buckets. The zero Limiter is ready; it is safe for concurrent use.
type Limiter struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
}

// Take takes one out of the bucket of a name, which holds burst at most and gains perSecond. It returns 0, or how long to wait
// until there is one to take.
func (l *Limiter) Take(name string, perSecond float64, burst int, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[name]
	if b == nil {
		if l.buckets == nil {
			l.buckets = map[string]*bucket{}
		}
		b = &bucket{left: float64(burst), at: now}
		l.buckets[name] = b
	}
	if passed := now.Sub(b.at); passed > 0 {
		b.left = min(b.left+passed.Seconds()*perSecond, float64(burst))
		b.at = now
	}
	if b.left < 1 {
		return time.Duration((1 - b.left) / perSecond * float64(time.Second))
	}
	b.left--
	return 0
}
