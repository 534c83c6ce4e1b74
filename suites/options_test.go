package suites_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites"
)

// elsewhere is an endpoint on another machine.
const elsewhere = "https://scim.example.com/v2"

func TestSelectionErrors(t *testing.T) {
	_, good := plain(t)
	for name, change := range map[string]func(*suites.Options){
		"unknown profile": func(o *suites.Options) { o.Profile = "nosuch" },
		"unknown check":   func(o *suites.Options) { o.Checks = []string{"AAD-999"} },
		"broken filter":   func(o *suites.Options) { o.Filter = "AAD &&" },
		"nothing left":    func(o *suites.Options) { o.Filter = "AAD && LIF" },
		"no token":        func(o *suites.Options) { o.Token = "" },
		"odd run id":      func(o *suites.Options) { o.RunID = `x" or "` },
		"no consent":      func(o *suites.Options) { o.URL = elsewhere },
		"unknown gate":    func(o *suites.Options) { o.Allow = []string{"load", "chaos"} },
		"gate of a token": func(o *suites.Options) { o.Allow = []string{"two-tenants"} },
		"gate of OAuth":   func(o *suites.Options) { o.Allow = []string{"oauth"} },
		"half a client":   func(o *suites.Options) { o.OAuth = &suites.OAuthClient{TokenURL: elsewhere + "/token", ID: "x"} },
		"relative token URL": func(o *suites.Options) {
			o.OAuth = &suites.OAuthClient{TokenURL: "/oauth/token", ID: "x", Secret: "y"}
		},
		"burden without consent": func(o *suites.Options) { o.URL, o.AllowWrites, o.Profile = elsewhere, true, "chaos" },
		"load without consent": func(o *suites.Options) {
			o.URL, o.AllowWrites, o.Checks, o.Allow = elsewhere, true, []string{"AAD-034"}, []string{"load"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			opts := good
			change(&opts)
			_, err := suites.Run(t.Context(), opts)
			var e *suites.Error
			if !errors.As(err, &e) || e.ExitCode() != 2 {
				t.Fatalf("error is %v, want one of usage", err)
			}
			if e.Hint() == "" {
				t.Errorf("error %v has no hint", err)
			}
		})
	}
}

// TestConsentIsEnough holds which consent lets a run on another machine begin (and find nobody there).
func TestConsentIsEnough(t *testing.T) {
	for name, change := range map[string]func(*suites.Options){
		"checks that only read need none":          func(o *suites.Options) { o.Filter = "read" },
		"smoke needs none":                         func(o *suites.Options) { o.Profile = "smoke" },
		"writes":                                   func(o *suites.Options) { o.AllowWrites = true },
		"writes, and heavy checks left out":        func(o *suites.Options) { o.AllowWrites, o.Profile, o.Filter = true, "chaos", "!heavy" },
		"what a closed gate leaves out needs none": func(o *suites.Options) { o.AllowWrites, o.Checks = true, []string{"AAD-034"} },
		"heavy checks": func(o *suites.Options) {
			o.AllowWrites, o.Profile, o.Allow = true, "chaos", []string{"destructive"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			opts := suites.Options{URL: elsewhere, Token: "some-token", Transport: refusing{}}
			change(&opts)
			_, err := suites.Run(t.Context(), opts)
			var e *suites.Error
			if !errors.As(err, &e) || e.Kind != suites.Unreachable {
				t.Errorf("error is %v, want the run to begin and find nobody", err)
			}
		})
	}
}

type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("connection refused")
}

func TestReportTellsHowToRepeat(t *testing.T) {
	_, opts := plain(t)
	opts.Checks, opts.Filter, opts.ReadBack = []string{"AAD-001"}, "AAD && read", time.Second
	opts.Allow, opts.OtherToken = []string{"load", "destructive"}, "token-of-others-0123456789"
	opts.OAuth = &suites.OAuthClient{TokenURL: opts.URL + "/token", ID: "conformance", Secret: "secret-of-the-client", SecretInBody: true}
	rep, err := suites.Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("entrasim conform --url %s --token-env ENTRASIM_TOKEN --other-token-env ENTRASIM_OTHER_TOKEN"+
		" --oauth-secret-env ENTRASIM_OAUTH_SECRET --profile entra --seed 7 --check AAD-001 --label 'AAD && read' --read-back 1s"+
		" --allow load --allow-destructive --oauth-token-url %s/token --oauth-client-id conformance --oauth-secret-in-body", opts.URL, opts.URL)
	if rep.Run.Command != want {
		t.Errorf("the command is %q, want %q", rep.Run.Command, want)
	}
	if rep.Run.Seed != 7 || rep.Run.RunID == "" || rep.Run.Profile != "entra" || rep.Run.Target != opts.URL || rep.Run.Started.IsZero() {
		t.Errorf("the run is %+v, want seed, id, profile, target and time", rep.Run)
	}
}

// TestGatesOpen holds that the checks behind the operator's gates run when the gates are open, and only then.
func TestGatesOpen(t *testing.T) {
	opts := reference(t)
	opts.Profile, opts.Filter = "rfc-full", "two-tenants || oauth"
	for name, tc := range map[string]struct {
		change func(*suites.Options)
		want   string
	}{
		"open":   {func(*suites.Options) {}, "passed"},
		"closed": {func(o *suites.Options) { o.Allow, o.OtherToken, o.OAuth = nil, "", nil }, "not supported"},
	} {
		t.Run(name, func(t *testing.T) {
			opts := opts
			tc.change(&opts)
			rep, err := suites.Run(t.Context(), opts)
			if err != nil {
				t.Fatal(err)
			}
			if all := fmt.Sprintf("%d %s", rep.Summary.Total, tc.want); !strings.Contains(rep.Summary.Line(), all) || rep.Summary.Total < 3 {
				t.Errorf("got %s; want %s", rep.Summary.Line(), all)
			}
		})
	}
}
