package rate_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/rate"
)

var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func TestTake(t *testing.T) {
	var l rate.Limiter
	for i, tt := range []struct {
		name  string
		after time.Duration
		want  time.Duration
	}{
		{"a", 0, 0},
		{"a", 0, 0},
		{"a", 0, 500 * time.Millisecond},
		{"b", 0, 0}, // its own bucket
		{"a", 250 * time.Millisecond, 250 * time.Millisecond},
		{"a", 500 * time.Millisecond, 0},
		{"a", 499 * time.Millisecond, 501 * time.Millisecond}, // a clock that goes back gives nothing
		{"a", time.Hour, 0},
		{"a", time.Hour, 0},
		{"a", time.Hour, 500 * time.Millisecond}, // never more than the burst
	} {
		if got := l.Take(tt.name, 2, 2, start.Add(tt.after)); got.Round(time.Millisecond) != min(tt.want, 500*time.Millisecond) {
			t.Errorf("step %d: Take(%s) after %s: wait %s, want %s", i+1, tt.name, tt.after, got, tt.want)
		}
	}
}

// Over any time at most burst and what the rate gives are let through, and whoever waits as told gets one.
func TestNeverMoreThanTheRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l rate.Limiter
		perSecond, burst := rapid.Float64Range(0.01, 1000).Draw(t, "rate"), rapid.IntRange(1, 50).Draw(t, "burst")
		now, through := start, 0
		for range rapid.IntRange(1, 200).Draw(t, "requests") {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(3*time.Second)).Draw(t, "pause")))
			wait := l.Take("x", perSecond, burst, now)
			if wait == 0 {
				through++
				continue
			}
			if now = now.Add(wait + time.Microsecond); l.Take("x", perSecond, burst, now) != 0 {
				t.Fatalf("nothing is there after the %s that were asked for", wait)
			}
			through++
		}
		if most := float64(burst) + now.Sub(start).Seconds()*perSecond + 1e-6; float64(through) > most {
			t.Fatalf("%d were let through in %s, at most %f may", through, now.Sub(start), most)
		}
	})
}
