package selftest

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// runTimeout bounds one request of Run unless the configuration says otherwise.
const runTimeout = 10 * time.Second

// Run judges handler by specs, over a socket of this machine, and returns the verdicts in the order of specs. cfg is as for
// harness.Open, except that URL holds only the base path (as OAuth.TokenURL may); what it leaves out is filled in (profile rfc-full, a run id, a
// seed). Runs are independent of each other: any number may be under way at the same time.
func Run(ctx context.Context, handler http.Handler, cfg harness.Config, specs ...harness.Spec) ([]report.Check, error) {
	return run(ctx, httptest.NewUnstartedServer(handler), cfg, specs)
}

func run(ctx context.Context, target *httptest.Server, cfg harness.Config, specs []harness.Spec) ([]report.Check, error) {
	target.Start()
	defer target.Close()
	defer target.CloseClientConnections() // a defect may still be at it
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableCompression = true
	defer transport.CloseIdleConnections()

	if cfg.Transport == nil {
		cfg.Transport = transport
	}
	return judge(ctx, target.URL, cfg, specs)
}

// judge judges what answers at origin.
func judge(ctx context.Context, origin string, cfg harness.Config, specs []harness.Spec) ([]report.Check, error) {
	cfg.URL = origin + cfg.URL
	if cfg.OAuth != nil && strings.HasPrefix(cfg.OAuth.TokenURL, "/") {
		client := *cfg.OAuth
		client.TokenURL = origin + client.TokenURL
		cfg.OAuth = &client
	}
	cfg.Token = cmp.Or(cfg.Token, PlainToken)
	cfg.Profile = cmp.Or(cfg.Profile, harness.RFCFull)
	cfg.RunID = cmp.Or(cfg.RunID, "self")
	cfg.Seed = cmp.Or(cfg.Seed, 7)
	cfg.Timeout = cmp.Or(cfg.Timeout, runTimeout)
	session, err := harness.Open(cfg)
	if err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	return session.Judge(ctx, specs), nil
}

// Pick returns the specs with these ids, in the order of specs; an id that is not among them is an error.
func Pick(specs []harness.Spec, ids ...string) ([]harness.Spec, error) {
	var out []harness.Spec
	for _, s := range specs {
		if slices.Contains(ids, s.ID) {
			out = append(out, s)
		}
	}
	for _, id := range ids {
		if !slices.ContainsFunc(out, func(s harness.Spec) bool { return s.ID == id }) {
			return nil, fmt.Errorf("pick checks: there is no %s among these", id)
		}
	}
	return out, nil
}

// Explain is a check's verdict with all that explains it, for the message of a test.
func Explain(c report.Check) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s (by the RFC %s): %s\n  where: %s\n  got: %s\n  allowed: %s\n", c.ID, c.Verdict, c.RFCVerdict, c.Reason,
		c.Where, c.Got, strings.Join(c.Allowed, " or "))
	for _, r := range c.Remarks {
		fmt.Fprintf(&b, "  remark: %s\n", r)
	}
	if e, ok := c.DecisiveExchange(); ok {
		answer := e.Error
		if e.Response != nil {
			answer = e.Response.Body
		}
		fmt.Fprintf(&b, "  %s %s %s\n  → %d %s\n", e.Method, e.URL, e.Request.Body, e.Status, answer)
	}
	return b.String()
}
