package keyset

import (
	"cmp"
	"context"
	"crypto/rsa"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Defaults of Options.
const (
	DefaultMaxAge     = time.Hour
	DefaultMinRefresh = time.Minute
	DefaultTimeout    = 5 * time.Second
)

// Options say how sets are read.
type Options struct {
	Client     *http.Client     // for URLs; its redirect policy is replaced. A plain client when nil.
	Now        func() time.Time // required
	Logger     *slog.Logger     // told when a set cannot be read; discarded when nil
	MaxAge     time.Duration    // DefaultMaxAge when 0
	MinRefresh time.Duration    // DefaultMinRefresh when 0; at most MaxAge
	Timeout    time.Duration    // DefaultTimeout when 0
}

func (o Options) withDefaults() Options {
	if o.Client == nil {
		o.Client = &http.Client{}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.MaxAge = cmp.Or(o.MaxAge, DefaultMaxAge)
	o.MinRefresh = min(cmp.Or(o.MinRefresh, DefaultMinRefresh), o.MaxAge)
	o.Timeout = cmp.Or(o.Timeout, DefaultTimeout)
	return o
}

// refreshing is a set that is read again when it is old or lacks a key.
type refreshing struct {
	source string
	load   func(ctx context.Context) ([]byte, error)
	opts   Options
	turn   chan struct{} // holds one value; who has taken it may read the source

	mu        sync.RWMutex
	current   *Static // nil before the first success
	loaded    time.Time
	attempted time.Time
	failure   error // of the last attempt
}

func newRefreshing(source string, opts Options, load func(context.Context) ([]byte, error)) *refreshing {
	r := &refreshing{source: source, load: load, opts: opts, turn: make(chan struct{}, 1)}
	r.turn <- struct{}{}
	return r
}

// Key returns the key with that kid and reads the source when that might help.
func (r *refreshing) Key(ctx context.Context, kid string) (*rsa.PublicKey, error) {
	if key := r.known(kid, r.opts.MaxAge); key != nil {
		return key, nil
	}
	if r.due() {
		if err := r.refresh(ctx, kid); err != nil {
			return nil, fmt.Errorf("read key set %s: %w", r.source, err)
		}
	}
	if key := r.known(kid, 2*r.opts.MaxAge); key != nil {
		return key, nil
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.current == nil || r.opts.Now().Sub(r.loaded) >= 2*r.opts.MaxAge {
		return nil, fmt.Errorf("read key set %s: %w", r.source, r.failure)
	}
	return nil, ErrUnknownKey
}

// known returns the key from the set in memory, when that is not older than age.
func (r *refreshing) known(kid string, age time.Duration) *rsa.PublicKey {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.current == nil || r.opts.Now().Sub(r.loaded) >= age {
		return nil
	}
	return r.current.keys[kid]
}

// due reports whether the source may be read again already.
func (r *refreshing) due() bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.attempted.IsZero() || r.opts.Now().Sub(r.attempted) >= r.opts.MinRefresh
}

// refresh waits for its turn and reads the source, unless somebody else has done so by then. The error is ctx's.
func (r *refreshing) refresh(ctx context.Context, kid string) error {
	select {
	case <-r.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { r.turn <- struct{}{} }()
	if r.known(kid, r.opts.MaxAge) == nil && r.due() {
		r.read(ctx)
	}
	return nil
}

// read reads the source once. The caller has the turn.
func (r *refreshing) read(ctx context.Context) {
	// One request's end must not take the keys away from those who wait behind it; the timeout bounds the reading anyway.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.opts.Timeout)
	defer cancel()
	document, err := r.load(ctx)
	var set *Static
	if err == nil {
		set, err = Parse(document)
	}
	now := r.opts.Now()
	r.mu.Lock()
	r.attempted, r.failure = now, err
	if err == nil {
		r.current, r.loaded = set, now
	}
	r.mu.Unlock()
	if err != nil {
		r.opts.Logger.Warn("key set not read", slog.String("source", r.source), slog.Any("error", err))
	}
}
