package cli_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

// TestExplain: the whole explanation of a user who fails, and that looking changes nothing.
func TestExplain(t *testing.T) {
	target, url := endpoint(t)
	target.Before = func(w http.ResponseWriter, r *http.Request, body string) bool {
		if r.Method == http.MethodPost && strings.Contains(body, "bob@") {
			w.WriteHeader(http.StatusBadRequest)
			return true
		}
		return false
	}
	dir := file(t, "crew.yaml", crew)
	state, log := filepath.Join(t.TempDir(), "job.db"), filepath.Join(t.TempDir(), "log.jsonl")
	provision := []string{"provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", dir, "--state", state, "--log", log}
	if o := run(t, t.Context(), provision...); o.code != 1 {
		t.Fatalf("provision: code %d, %v", o.code, o.err)
	}
	before, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	explain := func(who string, more ...string) outcome {
		return run(t, t.Context(), append([]string{"explain", who, "--directory", dir, "--state", state}, more...)...)
	}
	asking := []string{"--url", url, "--token-env", "SCIM_TOKEN", "--log", log}
	for name, tt := range map[string]struct {
		o    outcome
		want []string
	}{
		"who failed": {explain("bob@yard.example", asking...), []string{
			"user bob@yard.example", "In scope\n", "assigned as a member of the group Crew", `userName (matching, 1) = "bob@yard.example"`,
			`[IsSoftDeleted] = "False"`, "not linked", "nothing was found there", "a failed operation is due", "POST /Users {",
			"Last failure", "object: SystemForCrossDomainIdentityManagementServiceIncompatible", "2026-01-05 08:00", "400 Bad Request",
		}},
		"who is there": {explain("ada@yard.example", asking...), []string{
			"linked with u-", `"userName":"ada@yard.example"`, "it does not look at the object", "nothing differs", "nothing is sent",
		}},
		"who is out": {explain("out@yard.example", asking...), []string{"Not in scope", "not assigned to the application", "nothing was found there"}},
		"unasked":    {explain("ada@yard.example"), []string{"not asked", "linked with u-"}},
		"a group":    {explain("Crew", asking...), []string{"group Crew", "members = 2 members", "1 of them are in the target"}},
	} {
		for _, want := range tt.want {
			if tt.o.err != nil || !strings.Contains(tt.o.out, want) {
				t.Errorf("%s: %v, got\n%s\nwant %q in it", name, tt.o.err, tt.o.out, want)
			}
		}
		if strings.Contains(tt.o.notes, "note:") {
			t.Errorf("%s: notes %q", name, tt.o.notes)
		}
	}
	o := explain("bob@yard.example", append(asking, "--json")...)
	var doc struct {
		Pending     string
		Writes      []struct{ Method string }
		LastFailure struct{ ID string }
	}
	if err := json.Unmarshal([]byte(o.out), &doc, json.MatchCaseInsensitiveNames(true)); err != nil || doc.Pending == "" || len(doc.Writes) != 2 || doc.LastFailure.ID == "" {
		t.Errorf("--json: %v, %v, got %+v", o.err, err, doc)
	}
	check(t, explain("nobody@yard.example"), 2, "nobody")
	check(t, run(t, t.Context(), "explain", "ada@yard.example"), 2, "no directory")
	if after, err := os.ReadFile(log); err != nil || string(after) != string(before) {
		t.Errorf("explaining wrote into the log: %v", err)
	}
	if o := run(t, t.Context(), "job", "status", "--state", state); !strings.Contains(o.out, "cycles      1") || !strings.Contains(o.out, url) {
		t.Errorf("job after that: got\n%s\nwant it as it was", o.out)
	}
	target.Before = func(w http.ResponseWriter, _ *http.Request, _ string) bool {
		w.WriteHeader(http.StatusUnauthorized)
		return true
	}
	check(t, explain("ada@yard.example", asking...), 3, "401")
}
