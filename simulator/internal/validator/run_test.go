package validator_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator"
	"github.com/entrasim/entrasim/simulator/internal/validator/standin"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// TestInventory: the numbers Microsoft gives.
func TestInventory(t *testing.T) {
	count := map[trial.Tool]map[trial.Kind]int{validator.Validator: {}, validator.Gallery: {}}
	seen := map[string]bool{}
	for _, test := range validator.Tests() {
		if seen[test.ID] {
			t.Errorf("two tests have the id %s", test.ID)
		}
		seen[test.ID] = true
		if test.Evidence.Mark == "" || test.Evidence.Source == "" || test.Name == "" || test.Run == nil {
			t.Errorf("%s: the declaration is incomplete: %+v", test.ID, test)
		}
		if test.Needs&trial.Verbose == 0 { // those take the place of others
			count[test.Tool][test.Kind]++
		}
	}
	for _, want := range []struct {
		tool trial.Tool
		kind trial.Kind
		n    int
	}{
		{validator.Validator, trial.Mandatory, 25},
		{validator.Validator, trial.Preview, 7},
		{validator.Gallery, trial.Mandatory, 21},
		{validator.Gallery, trial.Optional, 4},
	} {
		if got := count[want.tool][want.kind]; got != want.n {
			t.Errorf("%s tests of the %s: got %d, want %d", want.kind, want.tool, got, want.n)
		}
	}
}

// TestInterrupted: wherever a run is cut off, nothing stays behind, and the report says what did not run.
func TestInterrupted(t *testing.T) {
	for _, after := range []int{1, 7, 80, 150, 260} {
		ctx, cancel := context.WithCancel(t.Context())
		var n atomic.Int32
		s := &standin.Server{}
		s.Before = func(http.ResponseWriter, *http.Request) bool {
			if int(n.Add(1)) == after {
				cancel()
			}
			return false
		}
		rep, err := validator.Run(ctx, start(t, s, validator.Config{}))
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cut off at request %d: got %v, want context.Canceled", after, err)
		}
		if s.Len() != 0 || len(rep.Left) != 0 {
			t.Errorf("cut off at request %d: %v and %q stayed behind", after, rep.Left, s.Names())
		}
		if c := rep.Runs[len(rep.Runs)-1].Counts; c.NotRun == 0 {
			t.Errorf("cut off at request %d: no test is reported as not run", after)
		}
	}
}

// TestLostAnswer: what was created although the answer was lost is found by its name, and removed.
func TestLostAnswer(t *testing.T) {
	s := &standin.Server{}
	stored := httptest.NewServer(s)
	defer stored.Close()
	var posts atomic.Int64
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			if posts.Add(1) == 3 {
				s.ServeHTTP(httptest.NewRecorder(), r)
				panic(http.ErrAbortHandler)
			}
		}
		s.ServeHTTP(w, r)
	}))
	defer front.Close()
	cfg := start(t, s, validator.Config{Tools: []trial.Tool{validator.Validator}})
	cfg.URL = front.URL + "/scim/v2"
	rep, err := validator.Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if r := results(rep)["V2"]; r.Verdict != trial.Bad || !strings.Contains(r.Summary, "the endpoint answers") {
		t.Errorf("V2: got %s (%s), want failed for want of an answer", r.Verdict, r.Summary)
	}
	if s.Len() != 0 || len(rep.Left) != 0 {
		t.Errorf("%v and %q stayed behind", rep.Left, s.Names())
	}
}

// TestNoEndpoint: there is nobody, or nobody who lets us in.
func TestNoEndpoint(t *testing.T) {
	cfg := start(t, &standin.Server{Token: "another token"}, validator.Config{})
	rep, err := validator.Run(t.Context(), cfg)
	var refused *validator.Refused
	if !errors.As(err, &refused) || refused.Hint() == "" {
		t.Errorf("a wrong token: got %v, want *Refused with a hint", err)
	}
	if n := rep.Runs[0].Counts.NotRun; n != 32 {
		t.Errorf("a wrong token: got %d tests not run, want all but the first", n)
	}
	cfg.URL = "http://127.0.0.1:1" // a port that was free a moment ago may have been given away
	rep, err = validator.Run(t.Context(), cfg)
	var network *wire.NetworkError
	if !errors.As(err, &network) || network.Hint() == "" || network.Sent() {
		t.Errorf("nobody there: got %v, want *NetworkError with a hint, nothing sent", err)
	}
	if len(rep.Left) != 0 {
		t.Errorf("nobody there: %v is said to be left", rep.Left)
	}
}

// TestConfig: what cannot work is refused before anything is sent.
func TestConfig(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*validator.Config)
		want   string
	}{
		"no token":               {func(c *validator.Config) { c.Token = " " }, "no token"},
		"no URL":                 {func(c *validator.Config) { c.URL = "" }, "tenant URL"},
		"writes elsewhere":       {func(c *validator.Config) { c.URL = "https://app.example.com/scim" }, "not this machine"},
		"discover and upload":    {func(c *validator.Config) { c.Discover, c.Mapping = true, new(mapping.Set) }, "exclude each other"},
		"unknown tool":           {func(c *validator.Config) { c.Tools = []trial.Tool{"postman"} }, "postman"},
		"unknown ability":        {func(c *validator.Config) { c.Without = []string{"flying"} }, "flying"},
		"unknown form":           {func(c *validator.Config) { c.Patch = "origami" }, "origami"},
		"unknown test":           {func(c *validator.Config) { c.Only = []string{"V1", "V99"} }, "V99"},
		"verbose test, not so":   {func(c *validator.Config) { c.Only = []string{"V7"} }, "V7"},
		"joining by nothing":     {func(c *validator.Config) { c.UserJoin = "a[b" }, "joining property"},
		"joining by a stranger":  {func(c *validator.Config) { c.UserJoin = "shoeSize" }, "shoeSize"},
		"joining by a boolean":   {func(c *validator.Config) { c.UserJoin = "active" }, "active"},
		"joining by a reference": {func(c *validator.Config) { c.GroupJoin = "members" }, "members"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &standin.Server{Before: func(http.ResponseWriter, *http.Request) bool { t.Error("something was sent"); return false }}
			cfg := start(t, s, validator.Config{})
			tt.change(&cfg)
			_, err := validator.Run(t.Context(), cfg)
			hint, ok := errors.AsType[interface {
				error
				Hint() string
			}](err)
			if !ok || !strings.Contains(err.Error(), tt.want) || hint.Hint() == "" {
				t.Errorf("got %v, want %q in it and a hint", err, tt.want)
			}
		})
	}
}

// TestSettings: what is switched off is skipped by the validator; groups fail in the gallery, where they are mandatory.
func TestSettings(t *testing.T) {
	cfg := start(t, &standin.Server{}, validator.Config{NoGroups: true, Without: validator.Abilities()})
	rep := run(t, cfg)
	for id, want := range map[string]trial.Verdict{
		"V1": trial.OK, "V11": trial.Skipped, "V15": trial.Skipped, "V16": trial.Skipped, "V27": trial.Skipped, "P3": trial.Skipped,
		"G3": trial.Skipped, "G4": trial.Skipped, "G8": trial.Bad, "G19": trial.Bad, "G17": trial.OK, "G10": trial.Skipped,
	} {
		if r := results(rep)[id]; r.Verdict != want {
			t.Errorf("%s: got %s (%s), want %s", id, r.Verdict, r.Summary, want)
		}
	}
	cfg.NewJob = nil
	if r := results(run(t, cfg))["G1"]; r.Verdict != trial.NeedsTenant || len(r.Planned) == 0 {
		t.Errorf("G1 without a job: got %s with %d planned requests, want that it needs a tenant, and what it would send", r.Verdict, len(r.Planned))
	}
}

// TestFalseAlarms: the tools' known mistakes are told apart from the endpoint's.
func TestFalseAlarms(t *testing.T) {
	for name, tt := range map[string]struct {
		cfg     validator.Config
		defects []standin.Defect
		id      string
		note    string
	}{
		"never returned":       {validator.Config{Discover: true}, []standin.Defect{standin.Secretive}, "V1", "Q76"},
		"never, patched":       {validator.Config{Discover: true}, []standin.Defect{standin.Secretive}, "V6", "Q76"},
		"primary eq true":      {validator.Config{Discover: true}, []standin.Defect{standin.Thin}, "V6", "primary eq true"},
		"bare manager refused": {validator.Config{Discover: true}, []standin.Defect{standin.ManagerRejected}, "V12", "Q09"},
		"externalId, any case": {validator.Config{GroupJoin: "externalId"}, nil, "V22", "caseExact"},
		"nothing to replace":   {validator.Config{Discover: true}, []standin.Defect{standin.PlainGroups, standin.EmptyRefused}, "V23", "scimmy#59"},
		"204 to a PATCH":       {validator.Config{}, []standin.Defect{standin.Patch204}, "V11", "Q15"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.cfg.Tools = []trial.Tool{validator.Validator}
			rep := run(t, start(t, &standin.Server{Defects: tt.defects}, tt.cfg))
			r := results(rep)[tt.id]
			if r.Verdict != trial.FalseAlarm || !strings.Contains(r.Summary, tt.note) || r.Tool != trial.Failed {
				t.Errorf("%s: got %s (%s), want a false alarm with %q", tt.id, r.Verdict, r.Summary, tt.note)
			}
			if rep.Findings(false) != 0 || rep.Findings(true) == 0 {
				t.Errorf("findings: got %d, strictly %d; want none, and some", rep.Findings(false), rep.Findings(true))
			}
		})
	}
}

// TestDiscovery: what /Schemas must be for the validator to begin at all.
func TestDiscovery(t *testing.T) {
	for _, defect := range []standin.Defect{standin.SchemasArray} {
		rep := run(t, start(t, &standin.Server{Defects: []standin.Defect{defect}}, validator.Config{Discover: true, Tools: []trial.Tool{validator.Validator}}))
		if r := results(rep)["D"]; r.Verdict != trial.Bad || !strings.Contains(r.Summary, "ListResponse") {
			t.Errorf("%s: got %s (%s), want that discovering fails", defect, r.Verdict, r.Summary)
		}
		if rep.Findings(false) != 1 || rep.Runs[0].Counts.NotRun != 33 {
			t.Errorf("%s: got %d findings and %d not run, want 1 and all", defect, rep.Findings(false), rep.Runs[0].Counts.NotRun)
		}
	}
	rep := run(t, start(t, &standin.Server{Defects: []standin.Defect{standin.NoGroupSchema}}, validator.Config{Discover: true, Tools: []trial.Tool{validator.Validator}}))
	if r := results(rep)["V16"]; r.Verdict != trial.Skipped {
		t.Errorf("no Group schema: got %s, want groups skipped", r.Verdict)
	}
}

// TestCredentials: the gallery's token test, and that no secret is ever kept.
func TestCredentials(t *testing.T) {
	const secret, access = "client-secret-0815", "access-token-4711"
	s := &standin.Server{}
	var lifetime, form string
	tokens := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		form = r.PostForm.Encode()
		if r.Header.Get("Authorization") != "" {
			t.Error("the token endpoint saw the bearer token")
		}
		_, _ = w.Write([]byte(`{"access_token":"` + access + `","token_type":"Bearer"` + lifetime + `}`))
	}))
	defer tokens.Close()
	for life, want := range map[string]trial.Verdict{"": trial.OK, `,"expires_in":3600`: trial.OK, `,"expires_in":600`: trial.Bad, `,"expires_in":86400`: trial.Bad} {
		lifetime = life
		cfg := start(t, s, validator.Config{Only: []string{"Validate_Credentials_Test"}, Tools: []trial.Tool{validator.Gallery}})
		cfg.OAuth = trial.OAuth{TokenEndpoint: tokens.URL + "/token", ClientID: "client", ClientSecret: secret, Scope: "scim"}
		rep := run(t, cfg)
		if r := results(rep)["G21"]; r.Verdict != want {
			t.Errorf("lifetime %q: got %s (%s), want %s", life, r.Verdict, r.Summary, want)
		}
		doc, err := json.Marshal(rep)
		if err != nil {
			t.Fatal(err)
		}
		for _, hidden := range []string{secret, access, token} {
			if bytes.Contains(doc, []byte(hidden)) {
				t.Errorf("the report shows %s", hidden)
			}
		}
	}
	if want := "client_id=client&client_secret=" + secret + "&grant_type=client_credentials&scope=scim"; form != want {
		t.Errorf("token request: got %s, want %s", form, want)
	}
}

// TestFederation: with an assertion that the token endpoint trusts, Federated_Identity_Test is carried out and is enough for the gallery
// (wire §15 tests 21 and 22); the assertion is kept nowhere.
func TestFederation(t *testing.T) {
	const assertion = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl"
	for name, tt := range map[string]struct {
		status  int
		answer  string
		want    trial.Verdict
		overall string
	}{
		"trusted":  {200, `{"access_token":"access-token-4711","token_type":"Bearer","expires_in":3600}`, trial.OK, "passed"},
		"refused":  {401, `{"error":"invalid_client"}`, trial.Bad, "failed"},
		"no token": {200, `{"token_type":"Bearer"}`, trial.Bad, "failed"},
	} {
		t.Run(name, func(t *testing.T) {
			tokens := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				_, _ = w.Write([]byte(tt.answer))
			}))
			defer tokens.Close()
			cfg := start(t, &standin.Server{}, validator.Config{Only: []string{"G21", "G22"}, Tools: []trial.Tool{validator.Gallery}})
			cfg.OAuth = trial.OAuth{TokenEndpoint: tokens.URL, ClientID: "client", Assertion: assertion}
			rep := run(t, cfg)
			all := results(rep)
			if all["G21"].Verdict != trial.Skipped || all["G22"].Verdict != tt.want || !strings.HasPrefix(rep.Runs[0].Overall, tt.overall) {
				t.Errorf("got %s, %s, overall %q; want skipped, %s, %s", all["G21"].Verdict, all["G22"].Verdict, rep.Runs[0].Overall, tt.want, tt.overall)
			}
			doc, err := json.Marshal(rep)
			if err != nil {
				t.Fatal(err)
			}
			for _, hidden := range []string{assertion, "access-token-4711"} {
				if bytes.Contains(doc, []byte(hidden)) {
					t.Errorf("the report shows %s", hidden)
				}
			}
		})
	}
}
