package cli_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/cli"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// explained is what the program's main looks for in errors.
type explained interface {
	error
	Hint() string
	ExitCode() int
}

// entrasim runs one command line and returns what it wrote, its exit code and its error.
func entrasim(t *testing.T, args ...string) (stdout, stderr string, code int, err error) {
	t.Helper()
	root := &cobra.Command{Use: "entrasim", SilenceErrors: true, SilenceUsage: true, Version: "v-test"}
	root.AddCommand(cli.Commands()...)
	var out, errs bytes.Buffer
	root.SetOut(&out)
	root.SetErr(&errs)
	root.SetArgs(args)
	err = root.ExecuteContext(t.Context())
	if err != nil {
		code = 2
		if e, ok := errors.AsType[explained](err); ok {
			code = e.ExitCode()
		}
	}
	return out.String(), errs.String(), code, err
}

// right serves a right target, wrong one that empties groups.
func right(t *testing.T) string { return serve(t, selftest.NewPlain()) }

func wrong(t *testing.T) string {
	for _, d := range selftest.Defects() {
		if d.Name == "remove-member-wipes-group" {
			return serve(t, d.Wrap(selftest.NewPlain()))
		}
	}
	t.Fatal("the defect is gone")
	return ""
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	target := httptest.NewServer(h)
	t.Cleanup(target.Close)
	t.Setenv("PLAIN_TOKEN", selftest.PlainToken)
	return target.URL
}

func TestConform(t *testing.T) {
	t.Run("a right target", func(t *testing.T) {
		stdout, stderr, code, err := entrasim(t, "conform", "--url", right(t), "--token-env", "PLAIN_TOKEN", "--label", "AAD && groups")
		if code != 0 || err != nil || stderr != "" {
			t.Errorf("exit code %d (%v), stderr %q; want 0 and a quiet stderr", code, err, stderr)
		}
		if !strings.HasSuffix(stdout, "\n8 passed, 0 failed\n") {
			t.Errorf("stdout is\n%s\nwant the count in the last line", stdout)
		}
	})
	t.Run("a wrong target", func(t *testing.T) {
		stdout, _, code, err := entrasim(t, "conform", "--url", wrong(t), "--token-env", "PLAIN_TOKEN", "--check", "AAD-027,AAD-028")
		if code != 1 || err.Error() != "" {
			t.Errorf("exit code %d, error %q; want 1 and no further error", code, err)
		}
		for _, want := range []string{"fail AAD-027", "requirement", "allowed", "advice", "> PATCH ", "1 passed, 1 failed\n"} {
			if !strings.Contains(stdout, want) {
				t.Errorf("stdout lacks %q:\n%s", want, stdout)
			}
		}
	})
}

func TestConformJSONAndJUnit(t *testing.T) {
	junit := filepath.Join(t.TempDir(), "report.xml")
	stdout, _, code, _ := entrasim(t, "conform", "--url", wrong(t), "--token-env", "PLAIN_TOKEN",
		"--check", "AAD-026,AAD-027", "--json", "--junit", junit)
	if code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	rep, err := report.Parse([]byte(stdout))
	if err != nil {
		t.Fatalf("stdout is not one report: %v\n%s", err, stdout)
	}
	if rep.Summary.Failed != 1 || rep.Run.Version != "v-test" || !strings.Contains(rep.Run.Command, "--token-env PLAIN_TOKEN") {
		t.Errorf("summary %+v, run %+v; want one failure, the version and the variable of the token", rep.Summary, rep.Run)
	}
	data, err := os.ReadFile(junit)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Failures int `xml:"failures,attr"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil || doc.Failures != 1 {
		t.Errorf("JUnit: %v, %d failures; want 1", err, doc.Failures)
	}
	if all := stdout + string(data); strings.Contains(all, selftest.PlainToken) {
		t.Error("the token is in a report")
	}
}

func TestConformRefuses(t *testing.T) {
	url := right(t)
	empty := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args []string
		code int
		text string
	}{
		"no URL":             {[]string{"--token-env", "PLAIN_TOKEN"}, 2, "no base URL"},
		"no token":           {[]string{"--url", url, "--token-env", "NOT_SET"}, 2, "NOT_SET"},
		"missing token file": {[]string{"--url", url, "--token-file", "/nonexistent"}, 2, "read token"},
		"empty token file":   {[]string{"--url", url, "--token-file", empty}, 2, "is empty"},
		"unknown check":      {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--check", "AAD-999"}, 2, "AAD-999"},
		"unknown profile":    {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--profile", "x"}, 2, "unknown profile"},
		"broken label":       {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--label", "a &&"}, 2, "label expression"},
		"nothing selected":   {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--label", "AAD && LIF"}, 2, "no check"},
		"bad time-out":       {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--timeout", "0s"}, 2, "--timeout"},
		"JUnit path":         {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--junit", "/nonexistent/x.xml"}, 2, "write /nonexistent/x.xml: no such file"},
		"certificates":       {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--ca-file", empty}, 2, "PEM"},
		"unknown gate":       {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--allow", "chaos"}, 2, "unknown gate"},
		"unknown area":       {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--area", "XYZ"}, 2, "unknown area"},
		"unknown level":      {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--level", "shall"}, 2, "unknown level"},
		"same tenant":        {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--other-token-env", "PLAIN_TOKEN"}, 2, "is the token itself"},
		"missing other file": {[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--other-token-file", "/nonexistent"}, 2, "read token of another tenant"},
		"client without secret": {
			[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--oauth-token-url", url + "/token", "--oauth-client-id", "x"}, 2, "ENTRASIM_OAUTH_SECRET",
		},
		"client without id": {
			[]string{"--url", url, "--token-env", "PLAIN_TOKEN", "--oauth-token-url", url + "/token", "--oauth-secret-env", "PLAIN_TOKEN"}, 2, "no id",
		},
		"burden without consent": {
			[]string{"--url", "https://192.0.2.1/scim", "--token-env", "PLAIN_TOKEN", "--profile", "chaos", "--allow-writes"}, 2, "is a burden",
		},
		"no consent":   {[]string{"--url", "https://192.0.2.1/scim", "--token-env", "PLAIN_TOKEN"}, 2, "not this machine"},
		"nobody there": {[]string{"--url", "http://127.0.0.1:1/scim", "--token-env", "PLAIN_TOKEN"}, 3, "cannot be reached"},
		"unknown key":  {[]string{"--url", url, "--config", writeFile(t, "colour: red\n")}, 2, "colour"},
	} {
		t.Run(name, func(t *testing.T) {
			stdout, _, code, err := entrasim(t, append([]string{"conform"}, tc.args...)...)
			var e explained
			if !errors.As(err, &e) || code != tc.code || !strings.Contains(err.Error(), tc.text) {
				t.Fatalf("exit code %d, error %v; want %d and %q", code, err, tc.code, tc.text)
			}
			if e.Hint() == "" || stdout != "" {
				t.Errorf("hint %q, stdout %q; want a hint and nothing on stdout", e.Hint(), stdout)
			}
		})
	}
}

func writeFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAbandonedRunLeavesNoEmptyReport: an empty JUnit file would read as a broken one.
func TestAbandonedRunLeavesNoEmptyReport(t *testing.T) {
	t.Setenv("PLAIN_TOKEN", selftest.PlainToken)
	junit := filepath.Join(t.TempDir(), "report.xml")
	entrasim(t, "conform", "--url", "http://127.0.0.1:1/scim", "--token-env", "PLAIN_TOKEN", "--junit", junit)
	if _, err := os.Stat(junit); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("stat: %v, want no file", err)
	}
}

// TestSettings holds the order of precedence: defaults, file, environment, flags.
func TestSettings(t *testing.T) {
	file := writeFile(t, "url: http://file\nseed: 2\ntimeout: 2s\nprofile: entra\ncheck: [AAD-001, AAD-003]\n")
	t.Setenv("ENTRASIM_SEED", "3")
	t.Setenv("ENTRASIM_TIMEOUT", "3s")
	stdout, _, code, err := entrasim(t, "conform", "--config", file, "--timeout", "4s", "--print-config")
	if code != 0 {
		t.Fatalf("exit code %d: %v", code, err)
	}
	for _, want := range []string{"url: http://file\n", "seed: \"3\"\n", "timeout: 4s\n", "read-back: 0s\n", "- AAD-003\n"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the settings lack %q:\n%s", want, stdout)
		}
	}
}
