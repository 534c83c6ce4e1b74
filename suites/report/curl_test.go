package report_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/suites/report"
)

// words runs a command line in a shell in which curl prints its arguments.
func words(t interface{ Fatalf(string, ...any) }, line string) []string {
	out, err := exec.Command("sh", "-c", `curl() { for a; do printf '%s\0' "$a"; done; }; SCIM_TOKEN=secret; `+line).Output()
	if err != nil {
		t.Fatalf("a shell does not take the line: %v\n%s", err, line)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// TestCurlIsOneCommand holds that nothing in an exchange ends the command or starts another.
func TestCurlIsOneCommand(t *testing.T) {
	text := rapid.StringMatching("[ -~\n\t'\"$`\\\\äö]{0,12}")
	rapid.Check(t, func(t *rapid.T) {
		ex := report.Exchange{
			Method: "POST", URL: "http://h/Users?x=" + text.Draw(t, "query"),
			Request: report.Message{Body: "x" + text.Draw(t, "body"), Headers: []report.Header{
				{Name: "Authorization", Value: "Bearer ***"}, {Name: "Content-Length", Value: "7"}, {Name: "X-Note", Value: "y" + text.Draw(t, "header")},
			}},
		}
		want := []string{
			"-sS", "-i", "-g", "-X", "POST", "--url", ex.URL, "-H", "Authorization: Bearer secret", "-H", "X-Note: " + ex.Request.Headers[2].Value,
			"--data-raw", ex.Request.Body,
		}
		if got := words(t, ex.Curl()); !slices.Equal(got, want) {
			t.Fatalf("the command\n%s\nhas the arguments\n%q\nwant\n%q", ex.Curl(), got, want)
		}
	})
}

func TestCurlOfHalfABody(t *testing.T) {
	ex := report.Exchange{Method: "PUT", URL: "http://h/Users/1", Request: report.Message{Body: `{"a`, Truncated: true}}
	if got := words(t, ex.Curl()); !slices.Contains(got, "@body") || slices.Contains(got, `{"a`) {
		t.Errorf("the arguments are %q, want the body from a file", got)
	}
}
