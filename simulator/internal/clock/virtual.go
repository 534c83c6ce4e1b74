package clock

import (
	"context"
	"sync"
	"time"
)

// Start is where a virtual clock begins unless told otherwise: a Monday morning.
var Start = time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)

// Virtual is a clock that only moves when told to. It is safe for concurrent use; with several sleepers the clock
// ends at the latest of their deadlines.
type Virtual struct {
	mu  sync.Mutex
	now time.Time
}

var _ Clock = (*Virtual)(nil)

// NewVirtual returns a clock that stands at start, or at [Start] when start is the zero time.
func NewVirtual(start time.Time) *Virtual {
	if start.IsZero() {
		start = Start
	}
	return &Virtual{now: start.UTC()}
}

// Now returns the time the clock stands at.
func (v *Virtual) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

// Advance moves the clock on by d; a negative d is ignored.
func (v *Virtual) Advance(d time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if d > 0 {
		v.now = v.now.Add(d)
	}
}

// AdvanceTo moves the clock on to t; an earlier t is ignored.
func (v *Virtual) AdvanceTo(t time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if t.After(v.now) {
		v.now = t.UTC()
	}
}

// Sleep jumps to until without waiting. It leaves the clock alone when ctx has ended.
func (v *Virtual) Sleep(ctx context.Context, until time.Time) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	v.AdvanceTo(until)
	return nil
}
