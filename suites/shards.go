package suites

import (
	"context"
	"slices"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// What follows is for a run that is spread over several processes, each with a Session over the same target.

// NewRunID draws a run id. Processes that share a run add something to it, so that they do not meet in the target.
func NewRunID() string { return harness.NewRunID() }

// Latency makes sure that there is something to judge and returns how long the target takes to answer the lightest request there
// is, on a connection that exists, and how long a check may take with these options. The error is always an *Error.
func Latency(ctx context.Context, opts Options) (latency, patience time.Duration, err error) {
	opts = opts.withDefaults()
	_, session, release, err := opts.open(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer release()
	began := opts.Now()
	if err := session.Reach(ctx); err != nil {
		return 0, 0, reachError(err, opts)
	}
	return opts.Now().Sub(began), 2 * session.CheckTimeout(), nil
}

// Unjudged is the line of the report of a check of which nobody got to know what it says: an error with the reason or, when the
// run was interrupted, skipped.
func (o Options) Unjudged(id, reason string, interrupted bool) report.Check {
	o = o.withDefaults()
	for _, spec := range catalogue() {
		if spec.ID == id {
			return spec.Unjudged(o.Profile, reason, interrupted)
		}
	}
	return report.Check{ID: id, Verdict: report.Error, Reason: reason}
}

// Gather makes one report of those of the processes, which share no check: that of a run with these options, which began when
// started says and ends now.
func (o Options) Gather(started time.Time, interrupted bool, parts []report.Report) (report.Report, error) {
	o = o.withDefaults()
	specs, cfg, err := o.plan()
	if err != nil {
		return report.Report{}, err
	}
	session, err := harness.Open(cfg) // sends nothing; it knows what reports show of a target
	if err != nil {
		return report.Report{}, usage("leave the run id out to have one drawn", "%w", err)
	}
	run := o.report(session, nil, started, interrupted).Run
	for i := range parts {
		parts[i].Schema, parts[i].Run = report.SchemaVersion, run
	}
	merged, err := report.Merge(parts...)
	if err != nil {
		return report.Report{}, &Error{Kind: Internal, Err: err, Advice: "please report this"}
	}
	at := map[string]int{}
	for i, spec := range specs {
		at[spec.ID] = i
	}
	slices.SortStableFunc(merged.Checks, func(a, b report.Check) int { return at[a.ID] - at[b.ID] })
	return merged, nil
}
