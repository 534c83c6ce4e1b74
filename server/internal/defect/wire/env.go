package wire

import (
	"context"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"sync"
	"time"
)

// Env is what a defect may use of its surroundings. State that a defect keeps lives as long as the handler compiled with it.
type Env struct {
	// BasePath is the path in front of /Users, without a trailing slash; "" is the root.
	BasePath string
	// Now is the clock.
	Now func() time.Time
	// Sleep waits for a duration or until ctx ends, whichever comes first, and returns the error of ctx in the second case.
	Sleep func(ctx context.Context, d time.Duration) error
	// Seed is the source of all randomness.
	Seed uint64
}

// Validate says what is missing.
func (e Env) Validate() error {
	switch {
	case e.Now == nil:
		return errors.New("defects need a clock: set Env.Now")
	case e.Sleep == nil:
		return errors.New("defects need a way to wait: set Env.Sleep")
	}
	return nil
}

// Rand returns the randomness of the defect or rule with the given name: the same for the same seed and name.
func (e Env) Rand(name string) *Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails, says its documentation
	return &Rand{r: rand.New(rand.NewPCG(e.Seed, h.Sum64()))}
}

// Rand is seeded randomness, safe for concurrent use.
type Rand struct {
	mu sync.Mutex
	r  *rand.Rand
}

// Float64 returns a number from [0, 1).
func (r *Rand) Float64() float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.r.Float64()
}

// IntN returns a number from [0, n); n must be positive.
func (r *Rand) IntN(n int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.r.IntN(n)
}
