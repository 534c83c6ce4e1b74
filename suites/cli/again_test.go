package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAgain runs what failed once more, with the profile of that run.
func TestAgain(t *testing.T) {
	url := wrong(t)
	first, _, code, _ := entrasim(t, "conform", "--url", url, "--token-env", "PLAIN_TOKEN", "--area", "AAD", "--profile", "entra-gallery", "--json")
	if code != 1 {
		t.Fatalf("exit code %d, want 1", code)
	}
	path := filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(path, []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, c := range parse(t, first).Checks {
		if !c.Verdict.Conformant() {
			failed++
		}
	}
	stdout, _, code, _ := entrasim(t, "conform", "--url", url, "--token-env", "PLAIN_TOKEN", "--failed-of", path, "--json")
	if rep := parse(t, stdout); code != 1 || rep.Summary.Total != failed || rep.Summary.Failed != failed || rep.Run.Profile != "entra-gallery" {
		t.Errorf("exit code %d, %s for %s; want the %d that failed, for entra-gallery", code, rep.Summary.Line(), rep.Run.Profile, failed)
	}
	if err := os.WriteFile(path, []byte(mended(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code, _ := entrasim(t, "conform", "--url", url, "--token-env", "PLAIN_TOKEN", "--failed-of", path)
	if code != 0 || stdout != "" || !strings.Contains(stderr, "nothing to do") {
		t.Errorf("exit code %d, stdout %q, stderr %q; want that there is nothing to do", code, stdout, stderr)
	}
	for name, args := range map[string][]string{
		"no report":   {"--failed-of", "/nonexistent"},
		"not one":     {"--failed-of", writeFile(t, "{}")},
		"and --check": {"--failed-of", path, "--check", "AAD-001"},
	} {
		if _, _, code, err := entrasim(t, append([]string{"conform", "--url", url, "--token-env", "PLAIN_TOKEN"}, args...)...); code != 2 || err == nil {
			t.Errorf("%s: exit code %d, %v; want 2", name, code, err)
		}
	}
}

// mended is the report of a run in which everything held.
func mended(t *testing.T) string {
	t.Helper()
	stdout, _, code, err := entrasim(t, "conform", "--url", right(t), "--token-env", "PLAIN_TOKEN", "--check", "AAD-026", "--json")
	if code != 0 {
		t.Fatalf("exit code %d, %v", code, err)
	}
	return stdout
}

func TestDryRun(t *testing.T) {
	url := right(t) + "/nobody-is-asked"
	stdout, _, code, err := entrasim(t, "conform", "--url", url, "--token-env", "PLAIN_TOKEN", "--area", "AAD", "--dry-run")
	if code != 0 || err != nil {
		t.Fatalf("exit code %d, %v", code, err)
	}
	for _, want := range []string{"\nAAD-026  write", "the operator did not allow load", "nothing was sent", "run it with: entrasim conform --url " + url} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the plan lacks %q:\n%s", want, stdout)
		}
	}
	stdout, _, code, _ = entrasim(t, "conform", "--url", url, "--token-env", "PLAIN_TOKEN", "--area", "AAD", "--dry-run", "--json")
	if code != 0 || !strings.Contains(stdout, `"effects"`) || strings.Contains(stdout, "plain-token") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
	if _, _, code, _ := entrasim(t, "conform", "--url", "https://192.0.2.1/scim", "--token-env", "PLAIN_TOKEN", "--dry-run"); code != 2 {
		t.Errorf("exit code %d, want 2: a plan is held to the consent that the run needs", code)
	}
}
