package suites

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/extensions/globals"
	"github.com/onsi/ginkgo/v2/formatter"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// oneRun serialises runs: Ginkgo keeps its tree in package variables.
var oneRun sync.Mutex

// Run judges a target. The error, always an *Error, says that nothing could be judged; what the target got wrong is in the
// report. A cancelled ctx ends the run after the current request, cleans up and reports the rest as skipped.
func Run(ctx context.Context, opts Options) (report.Report, error) {
	opts = opts.withDefaults()
	started := opts.Now()
	specs, session, release, err := opts.open(ctx)
	if err != nil {
		return report.Report{}, err
	}
	raw, err := opts.runGinkgo(session, specs)
	release()
	if err != nil {
		return report.Report{}, err
	}
	return opts.report(session, harness.Collect(raw, specs), started, ctx.Err() != nil), nil
}

// plan validates the options, selects the checks and says how the session is to be.
func (o Options) plan() ([]harness.Spec, harness.Config, error) {
	none := harness.Config{}
	base, err := harness.ParseBaseURL(o.URL)
	if err != nil {
		return nil, none, usage("the base URL is what stands in front of /Users, for example https://host/scim/v2", "%w", err)
	}
	if o.Token == "" && o.OAuth == nil {
		return nil, none, usage("issue a token for the endpoint and pass it in an environment variable or a file", "the token is empty")
	}
	specs, err := o.selected()
	if err != nil {
		return nil, none, err
	}
	open, err := o.allowed()
	if err != nil {
		return nil, none, err
	}
	client, err := o.client()
	if err != nil {
		return nil, none, err
	}
	if err := o.consented(base, specs, open); err != nil {
		return nil, none, err
	}
	data, err := o.about(base)
	if err != nil {
		return nil, none, err
	}
	return specs, harness.Config{
		Headers: o.Headers, Secrets: o.headerSecrets(), MaxResources: o.MaxResources, Rate: o.Rate,
		Template: data.user, GroupTemplate: data.group, Matching: data.matching, Customer: data.customer,
		URL: o.URL, Token: o.Token, OtherToken: o.OtherToken, OAuth: client, Allow: open, Profile: o.Profile, Transport: o.Transport,
		Timeout: o.Timeout, ReadBack: o.ReadBack, RunID: o.RunID, Seed: o.Seed,
		OnStart: func(d harness.Declaration) {
			if o.OnStart != nil {
				o.OnStart(info(d))
			}
		},
	}, nil
}

// runGinkgo runs specs and returns Ginkgo's report. Ginkgo's own console output is silenced: progress and results are ours.
func (o Options) runGinkgo(session *harness.Session, specs []harness.Spec) (types.Report, error) {
	oneRun.Lock()
	defer oneRun.Unlock()
	stdout := formatter.ColorableStdOut
	formatter.ColorableStdOut = io.Discard
	defer func() { formatter.ColorableStdOut = stdout }()
	globals.Reset()
	defer globals.Reset()

	var collected types.Report
	harness.Register(session, specs)
	ginkgo.ReportAfterEach(func(sr ginkgo.SpecReport) {
		if check, ok := harness.CollectOne(sr, specs); ok && o.OnResult != nil {
			o.OnResult(check)
		}
	})
	ginkgo.ReportAfterSuite("collect", func(r ginkgo.Report) { collected = r })

	suite := types.NewDefaultSuiteConfig()
	suite.RandomSeed = int64(o.Seed)
	suite.RandomizeAllSpecs = o.Shuffle
	reporter := types.NewDefaultReporterConfig()
	reporter.NoColor = true
	harness.WithoutTestFlags(func() { ginkgo.RunSpecs(&verdict{}, "conformance", suite, reporter) })
	if len(collected.SpecReports) == 0 {
		return types.Report{}, &Error{Kind: Internal, Err: errors.New("run the checks: Ginkgo reported nothing"), Advice: "please report this"}
	}
	return collected, nil
}

// verdict is all that Ginkgo needs in place of a *testing.T; failures are read from its report.
type verdict struct{}

func (*verdict) Fail() {}
