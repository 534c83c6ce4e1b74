package cli_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/validator/standin"
)

// validated starts an endpoint with defects and puts a token into the environment.
func validated(t *testing.T, defects ...standin.Defect) (*standin.Server, []string) {
	t.Helper()
	t.Setenv("SCIM_TOKEN", "validate-s3cret")
	s := &standin.Server{Token: "validate-s3cret", Defects: defects}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return s, []string{"validate", "--token-env", "SCIM_TOKEN", "--url", srv.URL + "/scim/v2"}
}

// TestValidate: the report of an endpoint with two defects, as a pipe gets to see it.
func TestValidate(t *testing.T) {
	s, args := validated(t, standin.RemoveWipes, standin.NoLocation)
	o := run(t, t.Context(), append(args, "--tool", "validator")...)
	check(t, o, 1, "1 mandatory test failed")
	if s.Len() != 0 {
		t.Errorf("left behind: %q", s.Names())
	}
	const golden = "testdata/validate.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(o.out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if o.out != string(want) {
		t.Errorf("report (run with -update after looking at the difference):\ngot\n%s\nwant\n%s", o.out, want)
	}
}

// TestValidateStrict: what the tool does not see counts when it is asked for.
func TestValidateStrict(t *testing.T) {
	_, args := validated(t, standin.NoLocation)
	args = append(args, "--test", "V1", "--test", "G17")
	if o := run(t, t.Context(), args...); o.err != nil {
		t.Errorf("got %v, want no findings: the tools do not look for a Location", o.err)
	}
	check(t, run(t, t.Context(), append(args, "--strict")...), 1, "1 test failed")
}

// TestValidateJSON: one document, without the token, with every exchange.
func TestValidateJSON(t *testing.T) {
	_, args := validated(t, standin.DeleteTwice204)
	o := run(t, t.Context(), append(args, "--json", "--tool", "validator", "--test", "P4", "--test", "V1")...)
	if o.err != nil {
		t.Errorf("a preview test that fails gives %v, want no findings", o.err)
	}
	var doc struct {
		Tools []struct {
			Overall string
			Results []struct {
				ID, Verdict, Summary string
				Assertions           []struct{ What, Tool, RFC string }
				Exchanges            []struct{ Method string }
			}
		}
	}
	if err := json.Unmarshal([]byte(o.out), &doc, json.MatchCaseInsensitiveNames(true)); err != nil {
		t.Fatalf("output is not one document: %v\n%s", err, o.out)
	}
	if strings.Contains(o.out, "s3cret") {
		t.Error("the document shows the token")
	}
	p4 := doc.Tools[0].Results[1]
	if p4.ID != "P4" || p4.Verdict != "failed" || len(p4.Exchanges) != 3 || len(p4.Assertions) == 0 || doc.Tools[0].Overall != "passed" {
		t.Errorf("document: got %+v", doc)
	}
}

// TestValidateVerbose: requests and answers are shown, with the evidence.
func TestValidateVerbose(t *testing.T) {
	_, args := validated(t)
	o := run(t, t.Context(), append(args, "--verbose", "--tool", "validator", "--test", "V25")...)
	for _, want := range []string{`"op":"replace","path":"members"`, "-> 201", "Authorization: Bearer ***", "evidence: obs", "Microsoft passed"} {
		if o.err != nil || !strings.Contains(o.out, want) {
			t.Errorf("got %v\n%s\nwant %q in it", o.err, o.out, want)
		}
	}
}

// TestValidateList: the tests and the evidence behind them, without an endpoint.
func TestValidateList(t *testing.T) {
	o := run(t, t.Context(), "validate", "--list")
	for _, want := range []string{"Patch User - Replace Attributes Verbose Request", "SCIM_Null_Update_Test", "EVIDENCE", "preview", "optional"} {
		if o.err != nil || !strings.Contains(o.out, want) {
			t.Errorf("list: got %v\n%s\nwant %q in it", o.err, o.out, want)
		}
	}
	o = run(t, t.Context(), "validate", "--list", "--tool", "gallery", "--json")
	if o.err != nil || !strings.HasPrefix(o.out, "[") || strings.Contains(o.out, `"V1"`) {
		t.Errorf("list as JSON: got %v\n%s", o.err, o.out)
	}
}

// TestValidateBadInput: what is wrong with the command line or the endpoint.
func TestValidateBadInput(t *testing.T) {
	t.Setenv("SCIM_TOKEN", "validate-s3cret")
	base := []string{"validate", "--token-env", "SCIM_TOKEN"}
	here := append(base[:len(base):len(base)], "--url", "http://127.0.0.1:1/scim")
	for name, tt := range map[string]struct {
		args []string
		code int
		want string
	}{
		"no URL":               {base, 2, "no tenant URL"},
		"no scheme":            {append(base[:3:3], "--url", "app.example.com"), 2, "tenant URL"},
		"elsewhere":            {append(base[:3:3], "--url", "https://app.example.com/scim"), 2, "not this machine"},
		"no token":             {[]string{"validate", "--url", "http://127.0.0.1:1/scim", "--token-env", "NOT_SET"}, 2, "NOT_SET"},
		"unknown tool":         {append(here[:5:5], "--tool", "postman"), 2, "postman"},
		"unknown tool to list": {[]string{"validate", "--list", "--tool", "postman"}, 2, "postman"},
		"unknown test":         {append(here[:5:5], "--test", "V99"), 2, "V99"},
		"unknown ability":      {append(here[:5:5], "--without", "flying"), 2, "flying"},
		"unknown form":         {append(here[:5:5], "--patch", "origami"), 2, "origami"},
		"no such schema":       {append(here[:5:5], "--mapping", "/no/such/schema.json"), 2, "/no/such/schema.json"},
		"schema and discovery": {append(here[:5:5], "--mapping", "default", "--discover"), 2, "exclude each other"},
		"joined by nothing":    {append(here[:5:5], "--user-join", "shoeSize"), 2, "shoeSize"},
		"assertion alone":      {append(here[:5:5], "--client-assertion-file", "jwt"), 2, "without a token endpoint"},
		"no such assertion":    {append(here[:5:5], "--client-assertion-file", "/no/such/jwt", "--token-endpoint", "http://127.0.0.1:1/token"), 2, "/no/such/jwt"},
		"empty assertion":      {append(here[:5:5], "--client-assertion-file", "/dev/null", "--token-endpoint", "http://127.0.0.1:1/token"), 2, "is empty"},
		"no client secret":     {append(here[:5:5], "--client-secret-env", "NOT_SET"), 2, "NOT_SET"},
		"nobody there":         {here, 3, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			o := run(t, t.Context(), tt.args...)
			check(t, o, tt.code, tt.want)
			if o.out != "" {
				t.Errorf("output: got %s, want nothing but the error", o.out)
			}
		})
	}
	refused := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }))
	defer refused.Close()
	check(t, run(t, t.Context(), append(base[:3:3], "--url", refused.URL)...), 3, "refuses the token")
}

// TestValidateInterrupted: the run ends at once and leaves nothing behind.
func TestValidateInterrupted(t *testing.T) {
	s, args := validated(t)
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	s.Before = func(http.ResponseWriter, *http.Request) bool {
		if n++; n == 20 {
			cancel()
		}
		return false
	}
	o := run(t, ctx, args...)
	check(t, o, 3, "interrupted")
	if s.Len() != 0 || !strings.Contains(o.out, "not run") {
		t.Errorf("left behind %q, output\n%s\nwant nothing, and the tests that did not run", s.Names(), o.out)
	}
}
