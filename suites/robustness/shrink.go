package robustness

import (
	"hash/fnv"
	"math/rand/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// random is the source of what a check draws: the same for a seed, another one for each check.
func random(t *harness.T) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(t.ID))                      // never fails (hash.Hash)
	return rand.New(rand.NewPCG(t.Seed(), h.Sum64())) //nolint:gosec // must repeat, need not surprise
}

func pick[E any](r *rand.Rand, from []E) E { return from[r.IntN(len(from))] }

// attempts bounds what shrinking may cost the target.
const attempts = 60

// shrink returns the smallest variant of c that still fails: smaller lists variants that are a step smaller, the boldest first.
func shrink[C any](c C, smaller func(C) []C, fails func(C) bool) C {
	for left := attempts; left > 0; {
		found := false
		for _, candidate := range smaller(c) {
			if left--; left < 0 {
				return c
			}
			if fails(candidate) {
				c, found = candidate, true
				break
			}
		}
		if !found {
			return c
		}
	}
	return c
}
