package harness_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/extensions/globals"
	"github.com/onsi/ginkgo/v2/formatter"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

const secret = "s3cret-raw-part:provider-1"

type failer struct{ failed bool }

func (f *failer) Fail() { f.failed = true }

// declare makes a declaration that is valid but for what the test sets.
func declare(id string, level harness.Level) harness.Declaration {
	return harness.Declaration{
		ID: id, Title: "a check", Level: level, Ref: "7644 §3", Effect: harness.EffectRead, Profiles: []string{harness.Entra},
		Requirement: "Something must hold.", Advice: "Make it hold.",
	}
}

// play runs specs against handler through Ginkgo and returns what the report says, and whether Ginkgo failed.
func play(t *testing.T, handler http.Handler, change func(*harness.Config), specs ...harness.Spec) ([]report.Check, *harness.Session, bool) {
	t.Helper()
	target := httptest.NewServer(handler)
	t.Cleanup(target.Close)
	cfg := harness.Config{URL: target.URL, Token: secret, RunID: "test", Timeout: 5 * time.Second}
	if change != nil {
		change(&cfg)
	}
	session, err := harness.Open(cfg)
	if err != nil {
		t.Fatalf("open session: %v", err)
	}
	stdout := formatter.ColorableStdOut
	formatter.ColorableStdOut = io.Discard
	globals.Reset()
	t.Cleanup(func() {
		formatter.ColorableStdOut = stdout
		globals.Reset()
	})
	harness.Register(session, specs)
	var raw types.Report
	ginkgo.ReportAfterSuite("collect", func(r ginkgo.Report) { raw = r })
	f := &failer{}
	harness.WithoutTestFlags(func() {
		ginkgo.RunSpecs(f, "harness", types.NewDefaultSuiteConfig(), types.NewDefaultReporterConfig())
	})
	return harness.Collect(raw, specs), session, f.failed
}

// answering is a target that answers everything the same.
func answering(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/scim+json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// dead is a transport that never gets an answer.
type dead struct{}

func (dead) RoundTrip(*http.Request) (*http.Response, error) { return nil, context.DeadlineExceeded }

func withCancel(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return ctx, cancel
}
