package suites_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// plain serves the hand-written provider and returns it with options for it.
func plain(t *testing.T) (*selftest.Plain, suites.Options) {
	t.Helper()
	p := selftest.NewPlain()
	target := httptest.NewServer(p)
	t.Cleanup(target.Close)
	return p, suites.Options{URL: target.URL, Token: selftest.PlainToken, Seed: 7}
}

func ids(rep report.Report) []string {
	var out []string
	for _, c := range rep.Checks {
		out = append(out, c.ID)
	}
	return out
}

// TestNothingToJudge holds what Run answers when there is no endpoint to judge.
func TestNothingToJudge(t *testing.T) {
	serve := func(status int, contentType, body string) string {
		target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Location", "/login")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(target.Close)
		return target.URL
	}
	secure := httptest.NewUnstartedServer(nil)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	release := make(chan struct{})
	hung := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	t.Cleanup(hung.Close)
	t.Cleanup(func() { close(release) })

	for name, tc := range map[string]struct {
		url  string
		code int
		text string
	}{
		// Not a port that was free a moment ago: another test may have it by now.
		"nobody listens":     {"http://127.0.0.1:1", 3, "cannot be reached"},
		"unknown host":       {"http://nosuchhost.invalid/scim", 2, "not this machine"},
		"certificate":        {secure.URL, 3, "certificate"},
		"hung":               {hung.URL, 3, "no answer in time"},
		"HTML":               {serve(200, "text/html", "<html>Welcome</html>"), 3, "200 OK with HTML"},
		"404 page":           {serve(404, "text/html", "<html>Not found</html>"), 3, "404 Not Found with HTML"},
		"another path":       {serve(404, "application/scim+json", `{"status":"404"}`), 3, "404 Not Found with JSON"},
		"redirect to log-in": {serve(302, "text/html", ""), 3, "302 Found with no body"},
		"wrong token":        {serve(401, "application/scim+json", `{"status":"401"}`), 3, "refuses the token"},
		"no URL":             {"", 2, "base URL"},
		"nonsense":           {"://", 2, "base URL"},
	} {
		t.Run(name, func(t *testing.T) {
			opts := suites.Options{URL: tc.url, Token: "very-secret-token"}
			if name == "hung" {
				opts.Timeout = 300 * time.Millisecond
			}
			_, err := suites.Run(t.Context(), opts)
			var e *suites.Error
			if !errors.As(err, &e) {
				t.Fatalf("error is %v, want a *suites.Error", err)
			}
			if e.ExitCode() != tc.code || !strings.Contains(err.Error(), tc.text) {
				t.Errorf("exit code %d, %q; want %d and %q", e.ExitCode(), err, tc.code, tc.text)
			}
			if e.Hint() == "" || strings.Contains(err.Error()+e.Hint(), "very-secret") || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q with hint %q: want one line, a hint, and no secret", err, e.Hint())
			}
		})
	}
}

// TestDefectiveEndpointIsStillJudged: 404 for an empty list is a finding, no reason to give up.
func TestDefectiveEndpointIsStillJudged(t *testing.T) {
	for _, d := range selftest.Defects() {
		if d.Name != "no-match-is-404" {
			continue
		}
		target := httptest.NewServer(d.Wrap(selftest.NewPlain()))
		defer target.Close()
		rep, err := suites.Run(t.Context(), suites.Options{URL: target.URL, Token: selftest.PlainToken, Checks: []string{"AAD-001"}})
		if err != nil || rep.Summary.Failed != 1 {
			t.Errorf("%v, %s; want one failure", err, rep.Summary.Line())
		}
		return
	}
	t.Fatal("the defect is gone")
}

// TestInterruptedRun cancels in the middle and expects a report, and nothing left in the target.
func TestInterruptedRun(t *testing.T) {
	p, opts := plain(t)
	opts.RunID, opts.Filter = "interrupted", "AAD || LIF"
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	begun := 0
	opts.OnStart = func(suites.CheckInfo) {
		if begun++; begun == 5 {
			cancel()
		}
	}
	listed, order := selected(t, opts)
	rep, err := suites.Run(ctx, opts)
	if err != nil {
		t.Fatal(err)
	}
	if !rep.Run.Interrupted || rep.Summary.Skipped == 0 || rep.Summary.Conformant() {
		t.Errorf("interrupted %v, %s; want the rest to be skipped", rep.Run.Interrupted, rep.Summary.Line())
	}
	if !slices.Equal(ids(rep), listed) {
		t.Errorf("the report has %v, want all the checks of the run: %v", ids(rep), listed)
	}
	for _, c := range rep.Checks {
		if slices.Index(order, c.ID) > 5 && c.Verdict != report.Skipped && c.Verdict != report.NotSupported {
			t.Errorf("%s comes after the interruption and is %s, want skipped", c.ID, c.Verdict)
		}
	}
	if left := p.Marked("interrupted"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
