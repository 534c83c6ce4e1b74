package simulator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
)

// RunOptions say how long to run. With neither For nor Cycles it is one cycle, or cycles without end in real time.
type RunOptions struct {
	// For is how much time passes: cycles start at its beginning and then every cycle-interval, as long as it lasts.
	For time.Duration
	// Cycles limits their number; 0 means no limit.
	Cycles int
	// RealTime waits between cycles, also when the clock is virtual.
	RealTime bool
	// OnCycle is called with each report as soon as it is complete.
	OnCycle func(CycleReport)
	// DropReports returns only the last report, for runs that are too long to remember.
	DropReports bool
}

// Run carries out cycle after cycle, 40 minutes apart from start to start (dial cycle-interval) but never before the one
// before has ended (engine §2.6). In quarantine the pace drops to 6, 12 and 24 hours and then once a day (§6.4).
//
// A cycle that failed as a whole does not end the run: Entra tries again, and so does Run. The last such failure is the
// error when the run ends in it; a run whose last cycle was carried out gives none. When ctx ends, its cause is returned.
func (s *Simulator) Run(ctx context.Context, o RunOptions) ([]CycleReport, error) {
	var reports []CycleReport
	begin := s.clock.Now()
	if o.For <= 0 && o.Cycles <= 0 && !o.RealTime {
		o.Cycles = 1
	}
	for n := 1; ; n++ {
		report, err := s.RunCycle(ctx)
		if report.Number > 0 {
			if o.DropReports {
				reports = reports[:0]
			}
			reports = append(reports, report)
			if o.OnCycle != nil {
				o.OnCycle(report)
			}
		}
		var failed *CycleError
		if err != nil && !errors.As(err, &failed) {
			return reports, err
		}
		over := o.For > 0 && !report.Next.Before(begin.Add(o.For))
		if over || o.Cycles > 0 && n >= o.Cycles || s.disabled() {
			if over {
				if err := s.sleep(ctx, begin.Add(o.For), o.RealTime); err != nil {
					return reports, fmt.Errorf("wait for the end of the run: %w", err)
				}
			}
			return reports, err
		}
		if err := s.sleep(ctx, report.Next, o.RealTime); err != nil {
			return reports, fmt.Errorf("wait for the next cycle: %w", err)
		}
	}
}

func (s *Simulator) disabled() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.Disabled
}

// next is when the cycle after this one starts.
func (s *Simulator) next(r CycleReport) time.Time {
	at := r.Started.Add(s.dials.CycleInterval())
	if r.Quarantine != nil && r.Quarantine.NextAttempt.After(at) {
		at = r.Quarantine.NextAttempt
	}
	if r.Finished.After(at) {
		at = r.Finished
	}
	return at
}

// sleep lets time pass until then; with pace also on the wall.
func (s *Simulator) sleep(ctx context.Context, until time.Time, pace bool) error {
	if _, virtual := s.clock.(*clock.Virtual); virtual && pace {
		real := clock.Real()
		if err := real.Sleep(ctx, real.Now().Add(until.Sub(s.clock.Now()))); err != nil {
			return err
		}
	}
	return s.clock.Sleep(ctx, until)
}
