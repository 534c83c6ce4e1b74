package cli_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// TestGates holds that the flags of the operator's gates open them, that the command which repeats the run has them, and
// that no secret leaves.
func TestGates(t *testing.T) {
	ref, err := selftest.NewReference(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	target := httptest.NewServer(ref.Handler)
	t.Cleanup(func() {
		target.Close()
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	})
	t.Setenv("SCIM_TOKEN", ref.Token)
	t.Setenv("ENTRASIM_OTHER_TOKEN", ref.OtherToken)
	t.Setenv("ENTRASIM_ALLOW", "me-write,faults")
	secret := writeFile(t, ref.OAuth.Secret+"\n")
	stdout, stderr, code, err := entrasim(t, "conform", "--url", target.URL+ref.BasePath, "--token-env", "SCIM_TOKEN", "--profile", "rfc-full",
		"--label", "two-tenants || oauth || me-write", "--level", "should", "--area", "AUT,MEE", "--allow-destructive",
		"--oauth-token-url", target.URL+ref.OAuth.TokenURL, "--oauth-client-id", ref.OAuth.ID, "--oauth-secret-file", secret, "--json")
	if code != 0 || err != nil {
		t.Fatalf("exit code %d (%v), stderr %q; want 0", code, err, stderr)
	}
	rep, err := report.Parse([]byte(stdout))
	if err != nil {
		t.Fatal(err)
	}
	if s := rep.Summary; s.Total < 3 || s.Passed != s.Total {
		t.Errorf("got %s; want at least three checks, all passed", s.Line())
	}
	for _, want := range []string{
		"--token-env SCIM_TOKEN", "--other-token-env ENTRASIM_OTHER_TOKEN", "--oauth-secret-file " + secret, "--oauth-client-id conformance",
		"--allow me-write --allow faults --allow-destructive", "--label '(two-tenants || oauth || me-write) && (AUT || MEE) && (should)'",
	} {
		if !strings.Contains(rep.Run.Command, want) {
			t.Errorf("the command %q lacks %q", rep.Run.Command, want)
		}
	}
	for what, value := range map[string]string{"token": ref.Token, "other token": ref.OtherToken, "client's secret": ref.OAuth.Secret} {
		if strings.Contains(stdout, value) {
			t.Errorf("the %s is in the report", what)
		}
	}
}
