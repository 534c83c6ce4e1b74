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
// before has ended (engine §2.6). In quarantine the pace drops to 6, 12 and 24 hours and then once a day (§6.4). A command
// that starts or restarts the job makes the next cycle due at once. While the job is paused time passes without cycles.
//
// The first cycle starts at once, but that of a job that was taken up from a store when it is due.
//
// A cycle that failed as a whole does not end the run: Entra tries again, and so does Run. The last such failure is the
// error when the run ends in it; a run whose last cycle was carried out gives none. A run of a job that is disabled, or is
// paused and nobody can start it, ends with a [*NotActiveError]. When ctx ends, its cause is returned.
func (s *Simulator) Run(ctx context.Context, o RunOptions) ([]CycleReport, error) {
	if o.For <= 0 && o.Cycles <= 0 && !o.RealTime {
		o.Cycles = 1
	}
	r := &run{Simulator: s, options: o, begin: s.clock.Now()}
	if s.waits() {
		if r.over() {
			return nil, r.finish(ctx)
		}
		if err := r.wait(ctx); err != nil {
			return nil, err
		}
	}
	for {
		err := r.next(ctx)
		var failed *CycleError
		if err != nil && !errors.As(err, &failed) {
			return r.reports, err
		}
		if r.over() {
			if err := r.finish(ctx); err != nil {
				return r.reports, err
			}
			return r.reports, err
		}
		if o.Cycles > 0 && r.cycles >= o.Cycles || s.disabled() {
			return r.reports, err
		}
		if err := r.wait(ctx); err != nil {
			return r.reports, err
		}
	}
}

// run is the state of one call of Run.
type run struct {
	*Simulator
	options RunOptions
	begin   time.Time
	cycles  int
	reports []CycleReport
	paused  time.Time // when a paused job is looked at again
}

// next runs a cycle, unless the job is paused.
func (r *run) next(ctx context.Context) error {
	report, err := r.RunCycle(ctx)
	var idle *NotActiveError
	if errors.As(err, &idle) && idle.State == SchedulePaused && (r.options.RealTime || r.options.For > 0) {
		r.paused = r.clock.Now().Add(r.dials.CycleInterval())
		return nil
	}
	r.paused = time.Time{}
	if report.Number == 0 {
		return err
	}
	r.cycles++
	if r.options.DropReports {
		r.reports = r.reports[:0]
	}
	r.reports = append(r.reports, report)
	if r.options.OnCycle != nil {
		r.options.OnCycle(report)
	}
	return err
}

// due is when the next cycle is to start.
func (r *run) due() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now()
	if r.state.Paused {
		return later(now, r.paused)
	}
	return later(now, r.state.Next)
}

func (r *run) end() time.Time { return r.begin.Add(r.options.For) }

// over reports whether the run's time is up before the next cycle.
func (r *run) over() bool { return r.options.For > 0 && !r.due().Before(r.end()) }

// finish lets the rest of the run's time pass.
func (r *run) finish(ctx context.Context) error {
	if err := r.sleep(ctx, r.end()); err != nil {
		return fmt.Errorf("wait for the end of the run: %w", err)
	}
	return nil
}

// glance is how often somebody who waits in real time looks whether a command has changed what it waits for.
const glance = 10 * time.Second

// wait lets time pass until the next cycle is due. On a clock that really waits it looks after commands.
func (r *run) wait(ctx context.Context) error {
	for {
		due, now := r.due(), r.clock.Now()
		if !due.After(now) {
			return nil
		}
		if _, virtual := r.clock.(*clock.Virtual); !virtual || r.options.RealTime {
			due = earlier(due, now.Add(glance))
		}
		if err := r.sleep(ctx, due); err != nil {
			return fmt.Errorf("wait for the next cycle: %w", err)
		}
		if err := r.look(ctx); err != nil {
			return err
		}
	}
}

// look takes up commands of others.
func (r *run) look(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.refresh(ctx)
}

// sleep lets time pass until then, in real time also on the wall.
func (r *run) sleep(ctx context.Context, until time.Time) error {
	if _, virtual := r.clock.(*clock.Virtual); virtual && r.options.RealTime {
		real := clock.Real()
		if err := real.Sleep(ctx, real.Now().Add(until.Sub(r.clock.Now()))); err != nil {
			return err
		}
	}
	return r.clock.Sleep(ctx, until)
}

// waits reports whether the first cycle of a run has to wait until it is due.
func (s *Simulator) waits() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.resumed && !s.ran
}

func (s *Simulator) disabled() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.Disabled
}

// next is when the cycle after this one starts.
func (s *Simulator) next(r CycleReport) time.Time {
	at := r.Started.Add(s.dials.CycleInterval())
	if r.Quarantine != nil {
		at = later(at, r.Quarantine.NextAttempt)
	}
	return later(at, r.Finished)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
