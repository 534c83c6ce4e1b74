package harness

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/onsi/ginkgo/v2"
)

// outcomeEntry is the name of the report entry that carries the outcome of a spec.
const outcomeEntry = "entrasim-outcome"

// stopped ends a body early. Bodies run to their end or panic with one of these (or with Ginkgo's own, after a failure).
type stopped struct{ t *T }

// run is the body of every It.
func (s *Session) run(spec ginkgo.SpecContext, check Spec) {
	ctx, cancel := context.WithCancel(spec)
	release := context.AfterFunc(s.cfg.Cancelled, cancel)
	start := time.Now()
	t := s.newT(ctx, check.Declaration, s.cfg.Transport)
	ginkgo.DeferCleanup(func(cleanup ginkgo.SpecContext) {
		release()
		cancel()
		t.cleanUp(cleanup)
		t.outcome.DurationMS = time.Since(start).Milliseconds()
		t.publish()
		ginkgo.AddReportEntry(outcomeEntry, t.outcome, ginkgo.ReportEntryVisibilityNever)
	}, ginkgo.NodeTimeout(s.checkTimeout()))
	if s.cfg.OnStart != nil {
		s.cfg.OnStart(check.Declaration)
	}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case stopped:
			t.announce()
		default:
			if t.outcome.State == "" {
				t.outcome.State, t.outcome.Reason = stateError, fmt.Sprintf("the check itself panicked: %v\n%s", p, debug.Stack())
			}
			panic(p)
		}
	}()
	t.prepare(check)
	check.body(t)
	t.outcome.State = stateHeld
}

// prepare checks gate and prerequisites.
func (t *T) prepare(check Spec) {
	if t.session.cfg.Cancelled.Err() != nil {
		t.skip("the run was interrupted before this check")
	}
	if allowed, reason := t.session.cfg.Allowed(check.Gate); !allowed {
		t.NotSupported(reason)
	}
	t.outcome.Unmapped = t.session.cfg.Customer.irrelevant(check.Declaration)
	t.passGate(check.Gate)
	if t.session.cfg.ReadBack > 0 && check.Effect != EffectRead {
		t.aside(func() { measured.Get(t) })
	}
	if check.Area() == "LIF" {
		t.requireStories()
	}
	for _, need := range check.Needs {
		t.require(need)
	}
}

// announce tells Ginkgo how a check that was stopped ended. Violations of a MUST do not come here: they go through Ginkgo's
// Fail where they happen, so that Ginkgo names the line.
func (t *T) announce() {
	switch t.outcome.State {
	case stateSkipped, stateUnsupported:
		ginkgo.Skip(t.outcome.Reason)
	case stateError:
		ginkgo.Fail("error: " + t.outcome.Reason)
	case stateHeld, stateViolated: // a SHOULD that does not hold is a warning, not a failure
	}
}
