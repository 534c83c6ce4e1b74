package cli_test

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// curl is a client made of a few requests by curl, as a shell has it.
const curl = `curl -s -o /dev/null -H "Authorization: Bearer $SCIM_TOKEN" -H "Accept: application/scim+json" `

func TestGradeClient(t *testing.T) {
	t.Run("a client with faults", func(t *testing.T) {
		junit := filepath.Join(t.TempDir(), "client.xml")
		client := curl + `-H "Content-Type: application/scim+json" -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"mine","userName":"m@x.example","active":"True"}' "$SCIM_URL/Users"`
		stdout, _, code, err := entrasim(t, "grade-client", "--command", client, "--json", "--junit", junit)
		if code != 1 {
			t.Fatalf("exit code %d (%v), want 1\n%s", code, err, stdout)
		}
		rep := parse(t, stdout)
		want := map[string]report.Verdict{"CLI-004": report.Fail, "CLI-007": report.Warn, "CLI-008": report.Warn, "CLI-003": report.Pass, "CLI-011": report.NotSupported}
		for _, c := range rep.Checks {
			if v, ok := want[c.ID]; ok && c.Verdict != v {
				t.Errorf("%s is %s (%s), want %s", c.ID, c.Verdict, c.Reason, v)
			}
		}
		if len(rep.Checks) != 13 || rep.Run.Profile != "client" || strings.Contains(stdout, "-entra\"") {
			t.Errorf("%d checks of profile %s", len(rep.Checks), rep.Run.Profile)
		}
		var doc struct {
			Failures int `xml:"failures,attr"`
		}
		data, err := os.ReadFile(junit)
		if err != nil || xml.Unmarshal(data, &doc) != nil || doc.Failures != 1 {
			t.Errorf("JUnit: %v, %d failures; want 1", err, doc.Failures)
		}
	})
	t.Run("a client without fault", func(t *testing.T) {
		stdout, stderr, code, err := entrasim(t, "grade-client", "--command", curl+`"$SCIM_URL/ServiceProviderConfig"`)
		if code != 0 || err != nil || stderr != "" || !strings.HasSuffix(stdout, "1 passed, 0 failed, 12 not supported\n") {
			t.Errorf("exit code %d (%v), stderr %q\n%s", code, err, stderr, stdout)
		}
	})
	t.Run("the time is up", func(t *testing.T) {
		stdout, _, code, _ := entrasim(t, "grade-client", "--for", "3s", "--json", "--command", curl+`"$SCIM_URL/Users"; exec sleep 60`)
		if rep := parse(t, stdout); code != 0 || !strings.Contains(strings.Join(rep.Notes, "\n"), "ended before it was done") {
			t.Errorf("exit code %d, notes %q; want that the client was ended", code, rep.Notes)
		}
	})
	t.Run("the checks", func(t *testing.T) {
		stdout, _, code, _ := entrasim(t, "grade-client", "--list")
		if code != 0 || strings.Count(stdout, "\nCLI-") != 13 {
			t.Errorf("exit code %d\n%s", code, stdout)
		}
	})
	for name, tc := range map[string]struct {
		args []string
		code int
		text string
	}{
		"nobody came":      {[]string{"--command", "true"}, 3, "no client came"},
		"nobody, in time":  {[]string{"--for", "50ms"}, 3, "no client came"},
		"a client that is": {[]string{"--command", "exit 7"}, 3, "exit status 7"},
		"unknown":          {[]string{"--provoke", "earthquake"}, 2, "earthquake"},
		"address":          {[]string{"--listen", "nowhere"}, 2, "--listen"},
		"taken":            {[]string{"--listen", "192.0.2.1:80", "--command", "true"}, 3, "listen"},
		"page":             {[]string{"--page", "0"}, 2, "--page"},
	} {
		t.Run(name, func(t *testing.T) {
			stdout, _, code, err := entrasim(t, append([]string{"grade-client"}, tc.args...)...)
			if code != tc.code || err == nil || !strings.Contains(err.Error(), tc.text) || stdout != "" {
				t.Errorf("exit code %d, %v, stdout %q; want %d and %q", code, err, stdout, tc.code, tc.text)
			}
		})
	}
}
