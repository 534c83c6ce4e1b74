package suites

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// Session judges a target check by check. Run does all of them in one go; a Session is for a caller who decides what comes
// next: a test with a subtest per check, a process that gets one check after the other. Use it from one goroutine at a time.
type Session struct {
	opts    Options
	specs   []harness.Spec
	session *harness.Session
	release func()
	started time.Time
	ended   func() bool // whether the context of Open has

	mu     sync.Mutex
	judged map[string]report.Check
}

// Open validates the options, selects the checks and makes sure that there is something to judge. The error is always an
// *Error. When ctx ends, so does the check that is under way, and those after it are skipped.
func Open(ctx context.Context, opts Options) (*Session, error) {
	opts = opts.withDefaults()
	started := opts.Now()
	specs, session, release, err := opts.open(ctx)
	if err != nil {
		return nil, err
	}
	return &Session{
		opts: opts, specs: specs, session: session, release: release, started: started, judged: map[string]report.Check{},
		ended: func() bool { return ctx.Err() != nil },
	}, nil
}

// open is the beginning of every run. release, called once before the report is made, gives back what the options made necessary.
func (o Options) open(ctx context.Context) (specs []harness.Spec, session *harness.Session, release func(), err error) {
	o, stop := o.serve()
	defer func() {
		if err != nil {
			stop()
		}
	}()
	specs, cfg, err := o.plan()
	if err != nil {
		return nil, nil, nil, err
	}
	cfg.Cancelled = ctx
	closeLedger := o.ledger(&cfg, o.Now())
	if session, err = harness.Open(cfg); err != nil {
		return nil, nil, nil, usage("leave the run id out to have one drawn", "%w", err)
	}
	if err := session.Reach(ctx); err != nil {
		return nil, nil, nil, reachError(err, o)
	}
	return specs, session, func() { closeLedger(session); stop() }, nil
}

// Checks are the selected checks in the order in which Run has them, without those that Closing names.
func (s *Session) Checks() []CheckInfo { return s.infos(false) }

// Closing are the selected checks that look back over what the session has sent: judge them last.
func (s *Session) Closing() []CheckInfo { return s.infos(true) }

func (s *Session) infos(lookingBack bool) []CheckInfo {
	var out []CheckInfo
	for _, spec := range s.specs {
		if spec.LooksBack() == lookingBack {
			out = append(out, infoOf(spec))
		}
	}
	return out
}

// Judge runs one of the selected checks, deletes what it created, and returns its verdict, which is also in the report.
func (s *Session) Judge(ctx context.Context, id string) (report.Check, error) {
	i := slices.IndexFunc(s.specs, func(spec harness.Spec) bool { return strings.EqualFold(spec.ID, id) })
	if i < 0 {
		return report.Check{}, usage("see Session.Checks", "check %q is not one of the selected", id)
	}
	check := s.session.JudgeOne(ctx, s.specs[i])
	s.mu.Lock()
	s.judged[check.ID] = check
	s.mu.Unlock()
	if s.opts.OnResult != nil {
		s.opts.OnResult(check)
	}
	return check, nil
}

// Finish deletes what is left in the target and returns the report of the checks that were judged. ctx bounds the deletion, so
// give it one that has not ended; the Session is of no use afterwards.
func (s *Session) Finish(ctx context.Context) report.Report {
	limited, cancel := context.WithTimeout(ctx, s.session.CheckTimeout())
	defer cancel()
	s.session.Sweep(limited)
	s.release()
	var checks []report.Check
	for _, spec := range s.specs {
		if check, ok := s.judged[spec.ID]; ok {
			checks = append(checks, check)
		}
	}
	return s.opts.report(s.session, checks, s.started, s.ended())
}

// report puts the results of a session together.
func (o Options) report(session *harness.Session, checks []report.Check, started time.Time, interrupted bool) report.Report {
	return report.Complete(report.Report{
		Run: report.Run{
			Tool: "entrasim", Version: o.Version, GoVersion: runtime.Version(), Target: session.Target(), Profile: o.Profile,
			Seed: o.Seed, RunID: o.RunID, Started: started.UTC(), DurationMS: o.Now().Sub(started).Milliseconds(),
			Command: o.Command, Interrupted: interrupted, Config: o.Settings,
		},
		Notes: session.Notes(), Checks: checks, Discovery: session.Discovery(),
	})
}
