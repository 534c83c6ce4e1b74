package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

const crowd = `
users:
  - {userPrincipalName: u1@yard.example}
  - {userPrincipalName: u2@yard.example}
  - {userPrincipalName: u3@yard.example}
groups:
  - {displayName: Crew, members: [u1@yard.example, u2@yard.example, u3@yard.example]}
assignments:
  - {group: Crew}
changes:
  - {at: +1h, unassign: {group: Crew}}
`

// TestJobLife plays the deletion guard through: held back, looked at, allowed.
func TestJobLife(t *testing.T) {
	_, url := endpoint(t)
	state := filepath.Join(t.TempDir(), "job.db")
	provision := []string{
		"provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", file(t, "crowd.yaml", crowd), "--state", state,
		"--delete-threshold", "2", "--cycles",
	}
	o := run(t, t.Context(), append(provision, "3")...)
	if o.err != nil || !strings.Contains(o.out, "held back user u1@yard.example") || !strings.Contains(o.out, "4 held back") ||
		!strings.Contains(o.notes, "Entra sends a mail") {
		t.Fatalf("provision: %v\n%s\n%s", o.err, o.out, o.notes)
	}
	want := []string{"status      Quarantine, schedule Active, every PT40M", "TooManyDeletes", "held back   4 deletions", "user u2@yard.example, since"}
	o = run(t, t.Context(), "job", "status", "--state", state)
	for _, s := range want {
		if o.err != nil || !strings.Contains(o.out, s) {
			t.Errorf("status: %v, got\n%s\nwant %q in it", o.err, o.out, s)
		}
	}
	o = run(t, t.Context(), "job", "status", "--state", state, "--json")
	var doc struct {
		Status   struct{ Code string }
		Schedule struct{ State string }
		Staged   []struct{ Object string } `json:"stagedDeletes"`
	}
	if err := json.Unmarshal([]byte(o.out), &doc, json.MatchCaseInsensitiveNames(true)); err != nil || doc.Status.Code != "Quarantine" || len(doc.Staged) != 4 {
		t.Errorf("status as JSON: %v, got %+v of\n%s", err, doc, o.out)
	}
	if o := run(t, t.Context(), "job", "pause", "--state", state); o.err != nil || !strings.Contains(o.out, "paused") {
		t.Errorf("pause: %v, %q", o.err, o.out)
	}
	check(t, run(t, t.Context(), append(provision, "1")...), 2, "paused")
	if o := run(t, t.Context(), append(provision, "1", "--for", "1h")...); o.err != nil || !strings.Contains(o.notes, "no cycles until") {
		t.Errorf("an hour of a paused job: %v, notes %q", o.err, o.notes)
	}
	for _, command := range []string{"start", "allow-deletes"} {
		if o := run(t, t.Context(), "job", command, "--state", state); o.err != nil || o.out == "" {
			t.Fatalf("job %s: %v, %q", command, o.err, o.out)
		}
	}
	o = run(t, t.Context(), append(provision, "1")...)
	if o.err != nil || !strings.Contains(o.out, "3 disabled, 1 deleted") {
		t.Errorf("provision after that: %v\n%s", o.err, o.out)
	}
	check(t, run(t, t.Context(), "job", "allow-deletes", "--state", state), 2, "holds nothing back")
	o = run(t, t.Context(), "job", "restart", "--state", state, "--scope", "Full")
	if o.err != nil || !strings.Contains(o.out, "restarted (Full)") {
		t.Errorf("restart: %v, %q", o.err, o.out)
	}
	o = run(t, t.Context(), "job", "status", "--state", state)
	if !strings.Contains(o.out, "linked      0 objects") {
		t.Errorf("status after a full restart: got\n%s\nwant no links", o.out)
	}
}

// TestJobSettings: the file can come from the environment, like every setting.
func TestJobSettings(t *testing.T) {
	_, url := endpoint(t)
	state := filepath.Join(t.TempDir(), "job.db")
	if o := run(t, t.Context(), "provision", "--url", url, "--token-env", "SCIM_TOKEN", "--generate", "users=1", "--state", state); o.err != nil {
		t.Fatal(o.err)
	}
	t.Setenv("ENTRASIM_STATE", state)
	for _, command := range []string{"status", "pause", "start", "restart"} {
		if o := run(t, t.Context(), "job", command); o.err != nil || !strings.Contains(o.out, "scim.") {
			t.Errorf("job %s: %v, %q", command, o.err, o.out)
		}
		if o := run(t, t.Context(), "job", command, "--print-config"); o.err != nil || !strings.Contains(o.out, "state: "+state) {
			t.Errorf("job %s --print-config: %v, %q", command, o.err, o.out)
		}
	}
}

func TestJobBadInput(t *testing.T) {
	garbage := file(t, "x.db", strings.Repeat("not a database ", 100))
	none := filepath.Join(t.TempDir(), "none.db")
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no file":        {[]string{"job", "status"}, "no file"},
		"missing file":   {[]string{"job", "pause", "--state", none}, "none.db"},
		"not a database": {[]string{"job", "start", "--state", garbage}, "x.db"},
		"unknown scope":  {[]string{"job", "restart", "--state", none, "--scope", "Everything"}, "Everything"},
	} {
		t.Run(name, func(t *testing.T) { check(t, run(t, t.Context(), tt.args...), 2, tt.want) })
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("a command made the file it was to read")
	}
}
