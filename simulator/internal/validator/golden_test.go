package validator_test

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator"
	"github.com/entrasim/entrasim/simulator/internal/validator/standin"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// TestRequests: what each test sends, byte for byte, in each way the attributes and the form of PATCH can be chosen.
func TestRequests(t *testing.T) {
	wando, err := mapping.Load(mapping.Wando)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		cfg     validator.Config
		defects []standin.Defect
		only    string // ids; all of the tool's without
		tokens  bool   // from a token endpoint
	}{
		"validator": {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}}},
		"gallery":   {cfg: validator.Config{Tools: []trial.Tool{validator.Gallery}}},
		"verbose":   {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Patch: validator.Verbose}, only: "V7 V8v"},
		"credentials": {
			cfg:  validator.Config{Tools: []trial.Tool{validator.Gallery}, OAuth: trial.OAuth{ClientID: "hl-int-0007", ClientSecret: "s3cr&t-of-the-client", Scope: "scim read"}},
			only: "G21", tokens: true,
		},
		"federation": {
			cfg:  validator.Config{Tools: []trial.Tool{validator.Gallery}, OAuth: trial.OAuth{ClientID: "hl-int-0007", Assertion: "eyJhbGciOiJSUzI1NiIsImtpZCI6IjdrIn0.e30.c2ln", Scope: "scim"}},
			only: "G22", tokens: true,
		},
		"folded":           {cfg: validator.Config{Tools: []trial.Tool{validator.Gallery}, Patch: validator.Folded}, only: "G16 G18 G20"},
		"discovered":       {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Discover: true}, only: "V1 V6 V8 V12 V13 V14 V23 P1 P2"},
		"discovered-plain": {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Discover: true}, defects: []standin.Defect{standin.Thin}, only: "V1 V6"},
		"uploaded":         {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Mapping: wando}, only: "V1 V6 V8 V23"},
		"joined":           {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, UserJoin: `emails[type eq "work"].value`, GroupJoin: "externalId"}, only: "V3 V5 V10 V22 V24"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.cfg.Only = strings.Fields(tt.only)
			cfg := start(t, &standin.Server{Defects: tt.defects}, tt.cfg)
			if tt.tokens {
				cfg.OAuth.TokenEndpoint = "https://" + tokenHost + "/oauth2/token"
				cfg.Transport = authority{t, filepath.Join("testdata", "requests", name, "token.http"), cfg.URL}
			}
			rep := run(t, cfg)
			for _, r := range rep.Runs {
				if name == "gallery" || name == "discovered" { // what is read before the first test is the same in the other runs of a tool
					golden(t, filepath.Join("testdata", "requests", name, "preparation.http"), requests(validator.Result{Exchanges: r.Preparation}))
				}
				for _, res := range r.Results {
					golden(t, filepath.Join("testdata", "requests", name, res.ID+".http"), strings.ReplaceAll(requests(res), url.QueryEscape(cfg.URL), url.QueryEscape(aliasURL)))
				}
			}
		})
	}
}

// requests writes the requests of a test down, but for those of the provisioning service, which has goldens of its own.
func requests(r validator.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Title())
	for _, x := range r.Exchanges {
		if strings.HasPrefix(x.Cause, "the service: ") {
			continue
		}
		fmt.Fprintf(&b, "\n# %s\n%s %s\n", x.Cause, x.Method, cmp.Or(x.Target, x.Base))
		for _, h := range x.RequestHeader {
			fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
		}
		if x.RequestBody != "" {
			fmt.Fprintf(&b, "\n%s\n", x.RequestBody)
		}
	}
	return b.String()
}

// The endpoint's address has another port each time; goldens show it under a name.
const (
	aliasURL  = "https://api.harborline.example/scim/v2"
	tokenHost = "auth.harborline.example"
)

// authority is a token endpoint; what else is asked for goes to the endpoint under test. The request for a token is held to a golden
// as it was sent, before secrets are masked, with a name in place of the endpoint's port.
type authority struct {
	t        *testing.T
	golden   string
	endpoint string
}

func (a authority) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host != tokenHost {
		return http.DefaultTransport.RoundTrip(req)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\nHost: %s\n", req.Method, req.URL.RequestURI(), req.URL.Host)
	for _, name := range slices.Sorted(maps.Keys(req.Header)) {
		if v := req.Header.Get(name); v != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, v)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", strings.ReplaceAll(string(body), url.QueryEscape(a.endpoint), url.QueryEscape(aliasURL)))
	golden(a.t, a.golden, b.String())
	const answer = `{"access_token":"access-token-4711","token_type":"Bearer","expires_in":3600}`
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(answer)), Request: req}, nil
}

// golden compares with a file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s (run with -update after looking at the difference):\n got %s\nwant %s", path, got, want)
	}
}

// TestSameSeed: the same seed sends the same requests, another one others.
func TestSameSeed(t *testing.T) {
	sent := func(seed uint64) string {
		var b strings.Builder
		rep := run(t, start(t, &standin.Server{}, validator.Config{Seed: seed}))
		for _, r := range rep.Runs {
			for _, res := range r.Results {
				b.WriteString(requests(res))
			}
			b.WriteString(requests(validator.Result{Exchanges: r.CleanUp}))
		}
		return b.String()
	}
	first := sent(7)
	if again := sent(7); again != first {
		t.Error("seed 7 sent other requests the second time")
	}
	if other := sent(8); other == first {
		t.Error("seed 8 sent the requests of seed 7")
	}
}

// TestNothingForeign: every name that is written carries the marker.
func TestNothingForeign(t *testing.T) {
	rep := run(t, start(t, &standin.Server{}, validator.Config{}))
	check := func(x scimclient.Exchange) {
		if x.Method == "POST" && !strings.Contains(strings.ToLower(x.RequestBody), "entrasim") {
			t.Errorf("%s %s: the body carries no marker: %s", x.Method, x.Target, x.RequestBody)
		}
	}
	for _, r := range rep.Runs {
		for _, res := range r.Results {
			for _, x := range res.Exchanges {
				check(x)
			}
		}
	}
}
