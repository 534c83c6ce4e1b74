package validator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator/sample"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// cleanUpTime bounds the removal of what one tool made.
const cleanUpTime = time.Minute

// Refused says that the endpoint does not accept the token, so that nothing could be tested.
type Refused struct{ Status int }

func (e *Refused) Error() string {
	return fmt.Sprintf("the endpoint refuses the token: %d %s", e.Status, http.StatusText(e.Status))
}

// Hint says what to look at next.
func (e *Refused) Hint() string {
	return "check the token, and that it is given without the word Bearer; entrasim connect shows the answer"
}

// runner carries out a run.
type runner struct {
	cfg      Config
	client   *wire.Client
	report   Report
	answered bool  // the endpoint has answered once
	silent   int   // tests in a row that ended without an answer
	stop     error // ends the run
}

// Run carries out the tests.
func Run(ctx context.Context, cfg Config) (Report, error) {
	client, err := wire.New(wire.Config{
		TenantURL: cfg.URL, Token: cfg.Token, Transport: cfg.Transport, RootCAs: cfg.RootCAs, Insecure: cfg.Insecure,
		Timeout: cfg.Timeout, Now: cfg.Now, Secrets: []string{cfg.OAuth.ClientSecret, cfg.OAuth.Assertion},
	})
	if err != nil {
		return Report{}, err
	}
	defer client.Close()
	if err := cfg.check(client.Tenant().Base); err != nil {
		return Report{}, err
	}
	r := &runner{cfg: cfg, client: client, report: Report{Target: client.Tenant().Base, Seed: cfg.Seed, Marker: sample.Marker(cfg.Seed)}}
	r.warn()
	plans, err := r.plan()
	if err != nil {
		return Report{}, err
	}
	for _, p := range plans {
		r.tool(ctx, p)
	}
	return r.report, r.stop
}

// warn says what is unlike the real thing.
func (r *runner) warn() {
	t := r.client.Tenant()
	if t.Plain && !loopback(t.Base) {
		r.report.Warnings = append(r.report.Warnings, "the tenant URL is plain http; Microsoft's tools insist on HTTPS")
	}
	if t.Flags != "" {
		r.report.Warnings = append(r.report.Warnings, "the flag "+t.Flags+" of the tenant URL is left out: it must not be in the URL that these tools are given")
	}
	if r.cfg.Insecure {
		r.report.Warnings = append(r.report.Warnings, "the endpoint's certificate is not checked; Microsoft's tools check it")
	}
}

// tool runs the tests of one tool.
func (r *runner) tool(ctx context.Context, p *plan) {
	r.prepare(ctx, p)
	out := ToolRun{
		Tool: p.tool, Attributes: p.env.Attributes.Origin, UserJoin: p.env.UserJoin.String(), GroupJoin: p.env.GroupJoin.String(),
		Preparation: p.preparation,
	}
	r.report.Warnings = append(r.report.Warnings, p.env.Attributes.Warnings...)
	if p.failure != nil {
		out.Results = append(out.Results, *p.failure)
		r.tell(*p.failure)
	}
	for _, test := range p.tests {
		res := r.test(ctx, p, test)
		out.Results = append(out.Results, res)
		r.tell(res)
	}
	out.CleanUp = r.clear(ctx, p)
	out.close()
	r.report.Runs = append(r.report.Runs, out)
}

// clear removes what the tests have made, also when ctx has ended.
func (r *runner) clear(ctx context.Context, p *plan) []scimclient.Exchange {
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpTime)
	defer cancel()
	exchanges := p.env.Ledger.Clear(after, r.client, trial.DialectOf(p.tool))
	r.report.Left = append(r.report.Left, p.env.Ledger.Left()...)
	return exchanges
}

func (r *runner) tell(res Result) {
	if r.cfg.OnResult != nil {
		r.cfg.OnResult(res)
	}
}

// test runs one test, or says why not.
func (r *runner) test(ctx context.Context, p *plan, test trial.Test) Result {
	switch why := p.skip(test); {
	case r.stop == nil && ctx.Err() != nil:
		r.stop = ctx.Err()
		fallthrough
	case r.stop != nil:
		return trial.Without(test, trial.NotRun, "the run ended before: "+r.stop.Error())
	case p.failure != nil:
		return trial.Without(test, trial.NotRun, "the tool does not get this far: "+p.failure.Summary)
	case why != "":
		return trial.Without(test, trial.Skipped, why)
	}
	res, err := trial.Execute(ctx, &p.env, test)
	r.learn(ctx, res, err)
	return res
}

// learn decides from a result whether to go on.
func (r *runner) learn(ctx context.Context, res Result, err error) {
	first := !r.answered
	for _, x := range res.Exchanges {
		if x.Status == 0 {
			continue
		}
		if first && x.Status == http.StatusUnauthorized {
			r.stop = &Refused{Status: x.Status}
		}
		r.answered, first = true, false
	}
	var network *wire.NetworkError
	switch {
	case err == nil:
		r.silent = 0
	case ctx.Err() != nil:
		r.stop = ctx.Err()
	case errors.As(err, &network):
		if r.silent++; !r.answered || r.silent > 1 {
			r.stop = network
		}
	}
}
