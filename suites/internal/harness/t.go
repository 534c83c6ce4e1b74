package harness

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/report"
)

// T is what a check's body works with: requests, assertions, test data. One T belongs to one check; it is not safe for
// concurrent use, except for Transport.
type T struct {
	Declaration

	session  *Session
	ctx      context.Context
	recorder *recorder
	client   *http.Client
	expect   *httpexpect.Expect
	outcome  outcome
	direct   bool  // run by Judge: Ginkgo must not be told of anything
	trying   int   // depth of attempts: a violation inside one is returned, not reported
	created  []int // ledger keys, in order of creation
	names    int
	prefix   string            // of names, in place of the id
	evidence []report.Exchange // traffic of the prerequisite that failed, and of what is shared with other checks
	lent     map[string]bool   // names of what is shared, when its traffic is among the evidence
}

func (s *Session) newT(ctx context.Context, d Declaration, transport http.RoundTripper) *T {
	t := &T{Declaration: d, session: s, ctx: ctx, recorder: &recorder{next: transport, seen: s.watch(d.ID)}}
	t.outcome.ID = d.ID
	t.client = s.clientOver(s.patiently(t.recorder))
	t.expect = httpexpect.WithConfig(httpexpect.Config{
		TestName: d.ID, BaseURL: s.base.String(), Client: t.client, Context: ctx, AssertionHandler: assertions{t},
	})
	return t
}

// Context ends with the check or the run.
func (t *T) Context() context.Context { return t.ctx }

// Transport sends on the target's transport and keeps what passes as evidence of this check. It is meant for the simulator.
func (t *T) Transport() http.RoundTripper { return restful{t.session, t.recorder} }

// TargetURL is the base URL as the operator gave it, feature flags included; Token goes with it.
func (t *T) TargetURL() string { return t.session.cfg.URL }

// Token is the target's secret token. It is masked in everything that leaves the harness.
func (t *T) Token() string { return t.session.token(t.ctx) }

// Seed is the run's seed.
func (t *T) Seed() uint64 { return t.session.cfg.Seed }

// NotSupported ends the check: the target does not offer what it is about, and says so itself.
func (t *T) NotSupported(reason string) {
	t.outcome.State, t.outcome.Reason = stateUnsupported, t.session.redact.text(reason)
	panic(stopped{t})
}

// Remark keeps something worth printing beside the verdict.
func (t *T) Remark(format string, args ...any) {
	t.outcome.Remarks = append(t.outcome.Remarks, remark{Text: t.session.redact.text(fmt.Sprintf(format, args...))})
}

// Tolerate keeps a deviation from what the profile wants that is legal by the RFC; a check that passes becomes a warning.
func (t *T) Tolerate(format string, args ...any) {
	t.outcome.Remarks = append(t.outcome.Remarks, remark{Text: t.session.redact.text(fmt.Sprintf(format, args...)), Deviation: true, ProfileOnly: true})
}

// Deviation keeps a tolerated deviation from a MUST of both columns; a check that passes becomes a warning.
func (t *T) Deviation(format string, args ...any) {
	t.outcome.Remarks = append(t.outcome.Remarks, remark{Text: t.session.redact.text(fmt.Sprintf(format, args...)), Deviation: true})
}

// SkipBecause ends the check: something that it presupposes does not hold, and another check is about that.
func (t *T) SkipBecause(reason string) {
	t.skipFor(&report.Obstacle{Reason: t.session.redact.text(reason)}, "because "+reason)
}

// skip ends the check for want of a prerequisite.
func (t *T) skip(reason string) {
	t.outcome.State, t.outcome.Reason = stateSkipped, t.session.redact.text(reason)
	panic(stopped{t})
}

// Abort ends the check as undecided: something on our side, or on the way, went wrong.
func (t *T) Abort(format string, args ...any) { t.abort(fmt.Sprintf(format, args...)) }

// abort ends the check as undecided: not the target's fault as far as anybody can tell.
func (t *T) abort(reason string) {
	t.outcome.State, t.outcome.Reason = stateError, t.session.redact.text(reason)
	panic(stopped{t})
}

// Arrange does what the check needs before it can assert anything. When that fails the check is skipped, naming the cause:
// another check is about it.
func (t *T) Arrange(what string, do func()) {
	defer t.recorder.during("arrange: " + what)()
	if v := t.attempt(do); v != nil {
		t.without(v.Missing)
		t.skipFor(obstacle(what+" works", v), fmt.Sprintf("%s did not work: %s", what, v.summary()))
	}
}

// Step names what the requests sent by do are for.
func (t *T) Step(what string, do func()) {
	defer t.recorder.during(what)()
	do()
}

// Settle repeats do, which reads back and asserts, until it holds or the read-back window of the run is over; then the last
// violation counts. The window is 0 unless the operator states one: targets are expected to be consistent.
func (t *T) Settle(do func()) {
	for waited := time.Duration(0); waited < t.session.cfg.ReadBack; waited += lagging {
		if t.attempt(do) == nil {
			if waited > 0 {
				t.Remark("the target needed about %s to show a write", t.session.visibility.seen(waited, t.session.cfg.ReadBack).Round(10*time.Millisecond))
			}
			return
		}
		if pause(t.ctx, lagging) != nil {
			t.abort("interrupted while waiting for a write to become visible")
		}
	}
	do()
}
