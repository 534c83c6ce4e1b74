package cli_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/simulator/cli"
)

// referenceServer is handed in as main does it.
func referenceServer(ctx context.Context, now func() time.Time) (*cli.ScenarioServer, error) {
	s, err := server.New(ctx, server.Config{Memory: true, Now: now})
	if err != nil {
		return nil, err
	}
	token, _, err := s.EnsureDefault(ctx)
	return &cli.ScenarioServer{Handler: s.Handler(), BasePath: s.BasePath(), Token: token, Close: s.Close}, err
}

// scenarios executes `entrasim scenario …` in a program that has a reference server.
func scenarios(t *testing.T, args ...string) outcome {
	t.Helper()
	root := &cobra.Command{Use: "entrasim", SilenceUsage: true, SilenceErrors: true}
	root.AddCommand(cli.CommandsWith(referenceServer)...)
	var out, notes bytes.Buffer
	root.SetOut(&out)
	root.SetErr(&notes)
	root.SetArgs(append([]string{"scenario"}, args...))
	o := outcome{err: root.ExecuteContext(t.Context())}
	o.out, o.notes = out.String(), notes.String()
	if e, ok := errors.AsType[*cli.Error](o.err); ok {
		o.code, o.hint = e.ExitCode(), e.Hint()
	} else if o.err != nil {
		o.code = 2
	}
	return o
}

const wrongStory = "# A story with a mistake.\n# evidence: none\ndirectory small\ncycle\nexpect-log ada.lindqvist@harbour.example disable success\n"

func TestScenarioRun(t *testing.T) {
	o := scenarios(t, "run", "row-01-unassigned", "row-06-account-disabled.txtar")
	if o.err != nil || !strings.Contains(o.out, "ok    row-01-unassigned  A user who is unassigned is disabled.") ||
		!strings.Contains(o.out, "2 scenarios: 2 passed, 0 failed, 0 skipped") {
		t.Errorf("two stories that travel with the program: %v\n%s", o.err, o.out)
	}
	wrong := file(t, "wrong.txtar", wrongStory)
	o = scenarios(t, "run", wrong)
	check(t, o, 1, "1 scenario: not as expected")
	for _, want := range []string{"FAIL  wrong", "wrong.txtar:5: the log has no such record", "want: ada.lindqvist@harbour.example disable success", "POST /Users → 201 Created"} {
		if !strings.Contains(o.out, want) {
			t.Errorf("a story that fails: got\n%s\nwant %q in it", o.out, want)
		}
	}
	if o := scenarios(t, "run", wrong, "--verbose"); !strings.Contains(o.out, `| Authorization: Bearer ***`) {
		t.Errorf("with --verbose: got\n%s\nwant requests in full, without the token", o.out)
	}
	o = scenarios(t, "run", wrong, "--json")
	var doc struct {
		Failed    int
		Scenarios []struct {
			Name     string
			Passed   bool
			Failures []struct {
				Line      int
				Exchanges []struct{ Method string }
			}
		}
	}
	if err := json.Unmarshal([]byte(o.out), &doc, json.MatchCaseInsensitiveNames(true)); err != nil || o.code != 1 || doc.Failed != 1 ||
		doc.Scenarios[0].Failures[0].Line != 5 || len(doc.Scenarios[0].Failures[0].Exchanges) == 0 {
		t.Errorf("as JSON: exit code %d, %v\n%s", o.code, err, o.out)
	}
}

func TestScenarioUpdate(t *testing.T) {
	path := file(t, "new.txtar", "# New.\ndirectory small\ncycle\nexpect-requests r.txt of=dai.nguyen@harbour.example writes\n")
	check(t, scenarios(t, "run", path), 1, "not as expected")
	if o := scenarios(t, "run", path, "--update"); o.err != nil || !strings.Contains(o.notes, "written: ") {
		t.Errorf("update: %v, notes %q", o.err, o.notes)
	}
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), "-- r.txt --\nPOST /Users -> 201\n") {
		t.Errorf("updated file: %v\n%s", err, data)
	}
	if o := scenarios(t, "run", path); o.err != nil {
		t.Errorf("after the update: %v\n%s", o.err, o.out)
	}
}

func TestScenarioMistakes(t *testing.T) {
	t.Setenv("SCIM_TOKEN", "s3cret")
	story := file(t, "story.txtar", "# Short.\ncycle\n")
	check(t, scenarios(t, "run"), 2, "no scenario to play")
	check(t, scenarios(t, "run", "nothing.txtar"), 2, "nothing.txtar")
	check(t, scenarios(t, "run", file(t, "bad.txtar", "cycle\ncicle\n")), 2, `bad.txtar:2: there is no verb "cicle"`)
	check(t, scenarios(t, "run", "row-01-unassigned", "--update"), 2, "part of the program")
	check(t, scenarios(t, "run", story, "--url", "not a url", "--token-env", "SCIM_TOKEN"), 2, "no tenant URL")
	check(t, scenarios(t, "run", story, "--url", "https://app.example.com/scim/v2", "--token-env", "SCIM_TOKEN"), 2, "app.example.com")
	check(t, scenarios(t, "run", story, "--url", "http://127.0.0.1:1/scim/v2", "--token-env", "NO_SUCH"), 2, "NO_SUCH")
	check(t, scenarios(t, "run", t.TempDir()), 2, "is a directory")
	check(t, scenarios(t, "run", "/dev/null"), 2, "/dev/null:1: there is no step")
	check(t, scenarios(t, "run", file(t, "program.bin", "\x7fELF\x00\x01 'x\n")), 2, "program.bin:1: ")
	check(t, scenarios(t, "show", "nothing"), 2, "no scenario")
	check(t, scenarios(t, "verbs", "cicle"), 2, "no verb")
	check(t, run(t, t.Context(), "scenario", "run", story), 2, "no reference server")
}

// TestScenarioElsewhere: with --url the stories are played against any endpoint.
func TestScenarioElsewhere(t *testing.T) {
	target, url := endpoint(t)
	story := file(t, "story.txtar", "# Short.\ndirectory small\ncycle\nexpect-state created=5\n")
	o := scenarios(t, "run", story, "--url", url, "--token-env", "SCIM_TOKEN")
	if o.err != nil || len(target.All("Users")) != 4 {
		t.Errorf("got %v, %d users\n%s", o.err, len(target.All("Users")), o.out)
	}
	if o := scenarios(t, "run", story, "--url", "http://127.0.0.1:1/scim/v2", "--token-env", "SCIM_TOKEN"); true {
		check(t, o, 3, "refused")
		if strings.Contains(o.out, "FAIL") {
			t.Errorf("an endpoint that is not there: got\n%s\nwant no scenario blamed", o.out)
		}
	}
	t.Setenv("OTHER_TOKEN", "wrong-token-4711")
	target.Before = func(w http.ResponseWriter, r *http.Request, _ string) bool {
		if r.Header.Get("Authorization") == "Bearer wrong-token-4711" {
			w.WriteHeader(http.StatusUnauthorized)
			return true
		}
		return false
	}
	check(t, scenarios(t, "run", story, "--url", url, "--token-env", "OTHER_TOKEN"), 3, "401")
	if o := scenarios(t, "run", "q32-resources-null", "--url", url, "--token-env", "SCIM_TOKEN"); o.err != nil || !strings.Contains(o.out, "skip  q32-resources-null: line 4") {
		t.Errorf("a story about the reference server: %v\n%s", o.err, o.out)
	}
}

func TestScenarioList(t *testing.T) {
	if o := scenarios(t, "list", "q01"); o.err != nil || !strings.Contains(o.out, "q01-members-flag-on") || strings.Contains(o.out, "row-07") {
		t.Errorf("list q01: %v\n%s", o.err, o.out)
	}
	o := scenarios(t, "list", "--json")
	var list []struct{ Name, Title string }
	if err := json.Unmarshal([]byte(o.out), &list, json.MatchCaseInsensitiveNames(true)); err != nil || len(list) != len(fixtures.Scenarios()) || list[0].Title == "" {
		t.Errorf("list as JSON: %v, %d of %d", err, len(list), len(fixtures.Scenarios()))
	}
	if o := scenarios(t, "show", "row-01-unassigned"); !strings.HasPrefix(o.out, "# A user who is unassigned is disabled.\n") {
		t.Errorf("show: %v\n%s", o.err, o.out)
	}
	for _, args := range [][]string{{"verbs"}, {"verbs", "fault"}, {"verbs", "--json"}, {"verbs", "--markdown"}} {
		if o := scenarios(t, args...); o.err != nil || !strings.Contains(o.out, "fault") {
			t.Errorf("%v: %v\n%s", args, o.err, o.out)
		}
	}
}
