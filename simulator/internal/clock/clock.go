package clock

import (
	"context"
	"time"
)

// Clock tells the time and waits for a point of it.
type Clock interface {
	// Now returns the current time in UTC.
	Now() time.Time
	// Sleep returns once Now is not before until; at once when that is the case already. It returns the context's
	// cause early when ctx ends first, and always when ctx has ended before the call.
	Sleep(ctx context.Context, until time.Time) error
}

// Real returns the machine's clock.
func Real() Clock { return machine{} }

type machine struct{}

func (machine) Now() time.Time { return time.Now().UTC() }

func (machine) Sleep(ctx context.Context, until time.Time) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	wait := time.Until(until)
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
