package clock_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
)

func TestVirtualSleepJumpsToTheDeadline(t *testing.T) {
	v := clock.NewVirtual(time.Time{})
	if got := v.Now(); !got.Equal(clock.Start) {
		t.Fatalf("a virtual clock without a start stands at %v, want %v", got, clock.Start)
	}
	deadline := clock.Start.Add(40 * time.Minute)
	if err := v.Sleep(context.Background(), deadline); err != nil {
		t.Fatalf("Sleep: %v", err)
	}
	if got := v.Now(); !got.Equal(deadline) {
		t.Errorf("after Sleep the clock stands at %v, want the deadline %v", got, deadline)
	}
	if err := v.Sleep(context.Background(), clock.Start); err != nil {
		t.Fatalf("Sleep into the past: %v", err)
	}
	if got := v.Now(); !got.Equal(deadline) {
		t.Errorf("a deadline in the past moved the clock to %v, want it to stay at %v", got, deadline)
	}
}

func TestVirtualNeverRunsBackwards(t *testing.T) {
	v := clock.NewVirtual(clock.Start)
	v.Advance(-time.Hour)
	v.AdvanceTo(clock.Start.Add(-time.Hour))
	if got := v.Now(); !got.Equal(clock.Start) {
		t.Errorf("clock went back to %v, want %v", got, clock.Start)
	}
	v.Advance(time.Hour)
	if got, want := v.Now(), clock.Start.Add(time.Hour); !got.Equal(want) {
		t.Errorf("Advance(1h): clock stands at %v, want %v", got, want)
	}
}

func TestVirtualIsInUTC(t *testing.T) {
	zone := time.FixedZone("UTC+2", 2*60*60)
	v := clock.NewVirtual(time.Date(2026, 1, 5, 10, 0, 0, 0, zone))
	v.AdvanceTo(time.Date(2026, 1, 5, 11, 0, 0, 0, zone))
	if got := v.Now().Location(); got != time.UTC {
		t.Errorf("location is %v, want UTC", got)
	}
}

func TestSleepReturnsTheCauseOfAnEndedContext(t *testing.T) {
	cause := errors.New("the administrator stopped the job")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	virtual := clock.NewVirtual(clock.Start)
	for name, c := range map[string]clock.Clock{"virtual": virtual, "real": clock.Real()} {
		t.Run(name, func(t *testing.T) {
			if err := c.Sleep(ctx, c.Now().Add(time.Hour)); !errors.Is(err, cause) {
				t.Errorf("Sleep in an ended context: got %v, want %v", err, cause)
			}
		})
	}
	if got := virtual.Now(); !got.Equal(clock.Start) {
		t.Errorf("Sleep in an ended context moved the clock to %v", got)
	}
}

func TestRealSleepWaitsForTheDeadline(t *testing.T) {
	c := clock.Real()
	until := c.Now().Add(5 * time.Millisecond)
	if err := c.Sleep(context.Background(), until); err != nil {
		t.Fatalf("Sleep: %v", err)
	}
	if got := c.Now(); got.Before(until) {
		t.Errorf("Sleep returned at %v, before its deadline %v", got, until)
	}
	if err := c.Sleep(context.Background(), until); err != nil {
		t.Errorf("Sleep with a deadline in the past: %v", err)
	}
}

func TestRealSleepEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		c := clock.Real()
		done <- c.Sleep(ctx, c.Now().Add(time.Hour))
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Sleep after cancel: got %v, want context.Canceled", err)
	}
}

func TestConcurrentSleepersEndAtTheLatestDeadline(t *testing.T) {
	v := clock.NewVirtual(clock.Start)
	var sleepers sync.WaitGroup
	for i := range 16 {
		sleepers.Go(func() {
			if err := v.Sleep(context.Background(), clock.Start.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Errorf("Sleep: %v", err)
			}
		})
	}
	sleepers.Wait()
	if got, want := v.Now(), clock.Start.Add(15*time.Minute); !got.Equal(want) {
		t.Errorf("clock stands at %v, want the latest deadline %v", got, want)
	}
}
