package suites_test

import (
	"context"
	"errors"
	"fmt"
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

// TestEveryCheckRunsAlone holds that checks do not depend on each other: alone, each has the verdict that it has among all.
func TestEveryCheckRunsAlone(t *testing.T) {
	_, opts := plain(t)
	all, err := suites.Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[string]report.Verdict{}
	for _, c := range all.Checks {
		verdicts[c.ID] = c.Verdict
	}
	for _, c := range suites.List() {
		opts.Checks = []string{c.ID}
		rep, err := suites.Run(t.Context(), opts)
		if err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		if len(rep.Checks) != 1 || rep.Checks[0].ID != c.ID || rep.Checks[0].Verdict != verdicts[c.ID] {
			t.Errorf("%s alone gives %+v, want one check with the verdict %s", c.ID, rep.Checks, verdicts[c.ID])
		}
	}
}

func TestRunsInCatalogueOrder(t *testing.T) {
	var begun, want []string
	_, opts := plain(t)
	opts.OnStart = func(c suites.CheckInfo) { begun = append(begun, c.ID) }
	if _, err := suites.Run(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	for _, c := range suites.List() {
		want = append(want, c.ID)
	}
	if !slices.Equal(begun, want) {
		t.Errorf("the checks ran in the order %v, want %v", begun, want)
	}
}

func TestShuffledRunReportsInCatalogueOrder(t *testing.T) {
	var begun []string
	_, opts := plain(t)
	opts.Shuffle = true
	opts.OnStart = func(c suites.CheckInfo) { begun = append(begun, c.ID) }
	rep, err := suites.Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if !rep.Summary.Conformant() {
		t.Errorf("shuffled, the run finds fault: %s", rep.Summary.Line())
	}
	reported := ids(rep)
	if slices.Equal(begun, reported) {
		t.Errorf("the checks ran in catalogue order %v although they were to be shuffled", begun)
	}
	if !slices.IsSorted(reported) {
		t.Errorf("the report is in the order %v, want catalogue order", reported)
	}
}

func TestReportTellsHowToRepeat(t *testing.T) {
	_, opts := plain(t)
	opts.Checks, opts.Filter, opts.ReadBack = []string{"AAD-001"}, "AAD && read", time.Second
	rep, err := suites.Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("entrasim conform --url %s --token-env ENTRASIM_TOKEN --profile entra --seed 7 --check AAD-001 --label 'AAD && read' --read-back 1s", opts.URL)
	if rep.Run.Command != want {
		t.Errorf("the command is %q, want %q", rep.Run.Command, want)
	}
	if rep.Run.Seed != 7 || rep.Run.RunID == "" || rep.Run.Profile != "entra" || rep.Run.Target != opts.URL || rep.Run.Started.IsZero() {
		t.Errorf("the run is %+v, want seed, id, profile, target and time", rep.Run)
	}
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
	closed := httptest.NewServer(nil)
	closed.Close()
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
		"nobody listens":     {closed.URL, 3, "cannot be reached"},
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
			_, err := suites.Run(t.Context(), suites.Options{URL: tc.url, Token: "very-secret-token", Timeout: 300 * time.Millisecond})
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

func TestSelectionErrors(t *testing.T) {
	_, good := plain(t)
	for name, change := range map[string]func(*suites.Options){
		"unknown profile": func(o *suites.Options) { o.Profile = "nosuch" },
		"unknown check":   func(o *suites.Options) { o.Checks = []string{"AAD-999"} },
		"broken filter":   func(o *suites.Options) { o.Filter = "AAD &&" },
		"nothing left":    func(o *suites.Options) { o.Filter = "AAD && LIF" },
		"no token":        func(o *suites.Options) { o.Token = "" },
		"odd run id":      func(o *suites.Options) { o.RunID = `x" or "` },
		"no consent":      func(o *suites.Options) { o.URL = "https://scim.example.com/v2" },
	} {
		t.Run(name, func(t *testing.T) {
			opts := good
			change(&opts)
			_, err := suites.Run(t.Context(), opts)
			var e *suites.Error
			if !errors.As(err, &e) || e.ExitCode() != 2 {
				t.Errorf("error is %v, want one of usage", err)
			}
		})
	}
}

func TestReadOnlyChecksNeedNoConsent(t *testing.T) {
	_, err := suites.Run(t.Context(), suites.Options{
		URL: "http://192.0.2.1/scim", Token: "some-token", Filter: "read", Transport: refusing{},
	})
	var e *suites.Error
	if !errors.As(err, &e) || e.Kind != suites.Unreachable {
		t.Errorf("error is %v, want the run to begin and find nobody", err)
	}
}

type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("connection refused")
}

// TestInterruptedRun cancels in the middle and expects a report, and nothing left in the target.
func TestInterruptedRun(t *testing.T) {
	p, opts := plain(t)
	opts.RunID = "interrupted"
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	begun := 0
	opts.OnStart = func(suites.CheckInfo) {
		if begun++; begun == 5 {
			cancel()
		}
	}
	rep, err := suites.Run(ctx, opts)
	if err != nil {
		t.Fatal(err)
	}
	if !rep.Run.Interrupted || rep.Summary.Skipped == 0 || rep.Summary.Conformant() || len(rep.Checks) != len(suites.List()) {
		t.Errorf("interrupted %v, %s; want the rest to be skipped", rep.Run.Interrupted, rep.Summary.Line())
	}
	if left := p.Marked("interrupted"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
