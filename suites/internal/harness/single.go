package harness

import (
	"context"
	"time"

	"github.com/entrasim/entrasim/suites/report"
)

// JudgeOne runs one spec without Ginkgo and returns its verdict. The caller decides what comes next, ends with the specs that
// look back over the run, and calls Sweep when it is over.
func (s *Session) JudgeOne(ctx context.Context, spec Spec) report.Check {
	spec = spec.in(s.profile.Name)
	outcome := s.judge(ctx, spec)
	return outcome.check(spec)
}

// LooksBack tells whether the spec looks back over the run (Closing).
func (s Spec) LooksBack() bool { return s.closing }

// Unjudged is a spec's line of the report when nobody got to know what it says: an error of ours or, when the run ended
// before it, skipped.
func (s Spec) Unjudged(profile, reason string, interrupted bool) report.Check {
	o := outcome{ID: s.ID, State: stateError, Reason: reason}
	if interrupted {
		o.State = stateSkipped
	}
	return o.check(s.in(profile))
}

// CheckTimeout is how long one check may take before it is stopped.
func (s *Session) CheckTimeout() time.Duration { return s.checkTimeout() }
