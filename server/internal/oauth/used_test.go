package oauth_test

import (
	"encoding/binary"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
)

func fingerprint(n uint64) (f [32]byte) {
	binary.BigEndian.PutUint64(f[:], n)
	return f
}

// eachUsed runs a test with every implementation of Used.
func eachUsed(t *testing.T, test func(*testing.T, oauth.Used)) {
	t.Run("memory", func(t *testing.T) { test(t, &oauth.UsedInMemory{}) })
	t.Run("stored", func(t *testing.T) { test(t, newStored(t)) })
}

func TestUsed(t *testing.T) { eachUsed(t, testUsed) }

func testUsed(t *testing.T, used oauth.Used) {
	use := func(n uint64, now, until time.Duration) bool {
		t.Helper()
		fresh, err := used.Use(t.Context(), fingerprint(n), start.Add(now), start.Add(until))
		if err != nil {
			t.Fatal(err)
		}
		return fresh
	}
	if !use(1, 0, time.Minute) || use(1, 0, time.Minute) || use(1, time.Minute-1, time.Minute) {
		t.Error("an assertion is fresh once")
	}
	if !use(1, time.Minute, time.Hour) {
		t.Error("what has expired need not be remembered")
	}
}

// The memory is bounded: expired entries make room, and when there are none new assertions are refused.
func TestUsedIsBounded(t *testing.T) {
	var used oauth.UsedInMemory
	const most = 100_000
	for n := range uint64(most) {
		if fresh, err := used.Use(t.Context(), fingerprint(n), start, start.Add(time.Minute)); err != nil || !fresh {
			t.Fatalf("assertion %d: %v, %v", n, fresh, err)
		}
	}
	if _, err := used.Use(t.Context(), fingerprint(most), start, start.Add(time.Minute)); err == nil {
		t.Error("more are remembered than there is room for")
	}
	if fresh, err := used.Use(t.Context(), fingerprint(most), start.Add(time.Minute), start.Add(time.Hour)); err != nil || !fresh {
		t.Errorf("after all have expired: %v, %v, want room", fresh, err)
	}
}

func TestUsedOnceAmongMany(t *testing.T) { eachUsed(t, testUsedOnceAmongMany) }

func testUsedOnceAmongMany(t *testing.T, used oauth.Used) {
	var (
		group sync.WaitGroup
		mu    sync.Mutex
		fresh int
	)
	for range 50 {
		group.Go(func() {
			if ok, err := used.Use(t.Context(), fingerprint(7), start, start.Add(time.Minute)); err == nil && ok {
				mu.Lock()
				fresh++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if fresh != 1 {
		t.Errorf("%d of 50 at once found the assertion fresh, want 1", fresh)
	}
}
