package harness

import (
	"testing"
	"time"
)

// TestPace holds that requests get their turns evenly, that what was not used is not saved up, and that 0 is no pace at all.
func TestPace(t *testing.T) {
	if newPace(0) != nil || newPace(-1) != nil {
		t.Error("a rate of 0 or less slows a run down")
	}
	p, start := newPace(4), time.Unix(1000, 0)
	for i, c := range []struct{ at, wait time.Duration }{
		{0, 0},
		{0, 250 * time.Millisecond},
		{0, 500 * time.Millisecond},
		{700 * time.Millisecond, 50 * time.Millisecond},
		{5 * time.Second, 0},
		{5 * time.Second, 250 * time.Millisecond},
	} {
		if got := p.turn(start.Add(c.at)); got != c.wait {
			t.Errorf("request %d, %s after the first, waits %s; want %s", i+1, c.at, got, c.wait)
		}
	}
}
