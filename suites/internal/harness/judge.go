package harness

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/entrasim/entrasim/suites/report"
)

// Judge runs specs one after the other without Ginkgo, deletes what they created, and returns their verdicts in the order of
// specs. It is what the suites are proven with: Ginkgo keeps its tree in package variables, so only one run at a time goes
// through it; sessions are independent of one another and may be judged at the same time.
//
// Specs that look back over the run (Closing) come last, as they do under Ginkgo.
func (s *Session) Judge(ctx context.Context, specs []Spec) []report.Check {
	outcomes, specs := make([]outcome, len(specs)), slices.Clone(specs)
	for i := range specs {
		specs[i] = specs[i].in(s.profile.Name)
	}
	for _, last := range []bool{false, true} {
		for i, spec := range specs {
			if spec.closing == last {
				outcomes[i] = s.judge(ctx, spec)
			}
		}
	}
	sweep, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.checkTimeout())
	defer cancel()
	s.Sweep(sweep)
	checks := make([]report.Check, len(specs))
	for i, spec := range specs {
		checks[i] = outcomes[i].check(spec)
	}
	return checks
}

// judge runs one spec and tells how it ended.
func (s *Session) judge(ctx context.Context, spec Spec) (o outcome) {
	limited, cancel := context.WithTimeout(ctx, s.checkTimeout())
	defer cancel()
	defer context.AfterFunc(s.cfg.Cancelled, cancel)()
	start := time.Now()
	t := s.newT(limited, spec.Declaration, s.cfg.Transport)
	t.direct = true
	defer func() {
		switch p := recover().(type) {
		case nil, stopped:
		default:
			t.outcome.State, t.outcome.Reason = stateError, fmt.Sprintf("the check itself panicked: %v\n%s", p, debug.Stack())
		}
		cleaning, stop := context.WithTimeout(context.WithoutCancel(ctx), s.checkTimeout())
		defer stop()
		t.cleanUp(cleaning)
		t.outcome.DurationMS = time.Since(start).Milliseconds()
		t.publish()
		o = t.outcome
	}()
	if s.cfg.OnStart != nil {
		s.cfg.OnStart(spec.Declaration)
	}
	t.prepare(spec)
	spec.body(t)
	t.outcome.State = stateHeld
	return o
}
