package cli_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

// logged provisions the crew for four hours, refusing to create bob, and returns the log.
func logged(t *testing.T) string {
	t.Helper()
	target, url := endpoint(t)
	target.Before = func(w http.ResponseWriter, r *http.Request, body string) bool {
		if r.Method == http.MethodPost && strings.Contains(body, "bob@") {
			w.WriteHeader(http.StatusBadRequest)
			return true
		}
		return false
	}
	path := filepath.Join(t.TempDir(), "log.jsonl")
	o := run(t, t.Context(), "provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", file(t, "crew.yaml", crew), "--for", "4h", "--log", path)
	if o.code != 1 {
		t.Fatalf("provision: got code %d, %v", o.code, o.err)
	}
	return path
}

func TestLogs(t *testing.T) {
	log := logged(t)
	lines := func(args ...string) []string {
		t.Helper()
		o := run(t, t.Context(), append([]string{"logs", log}, args...)...)
		if o.err != nil {
			t.Fatalf("logs %v: %v", args, o.err)
		}
		return strings.Split(strings.TrimSpace(o.out), "\n")
	}
	all := lines()
	for name, tt := range map[string]struct {
		args []string
		each string // is in every line
		n    int    // lines; 0 means some, but not all
	}{
		"failures":          {[]string{"--status", "failure"}, "failed", 0},
		"creates":           {[]string{"--action", "create", "--status", "success"}, "created", 2},
		"one user":          {[]string{"--user", "ADA"}, "ada", 0},
		"groups":            {[]string{"--kind", "group"}, "group Crew", 0},
		"a code":            {[]string{"--code", "NotEffectivelyEntitled"}, "skipped", 0},
		"the second cycle":  {[]string{"--cycle", "2"}, "2026-01-05 08:40", 0},
		"since a time":      {[]string{"--since", "2026-01-05T10:00"}, "2026-01-05 1", 0},
		"since an hour":     {[]string{"--since", "1h"}, "2026-01-05 1", 0},
		"until a time":      {[]string{"--until", "2026-01-05 08:40"}, "2026-01-05 08:00", 0},
		"a property":        {[]string{"--modified", "userName", "--action", "update"}, "ada.vane", 1},
		"nothing at all":    {[]string{"--user", "nobody"}, "", 1},
		"several at a time": {[]string{"--status", "failure", "--user", "bob", "--cycle", "1"}, "failed", 1},
	} {
		got := lines(tt.args...)
		if tt.n > 0 && len(got) != tt.n || tt.n == 0 && (len(got) == 0 || len(got) == len(all)) {
			t.Errorf("%s: got %d of %d lines, want %d:\n%s", name, len(got), len(all), tt.n, strings.Join(got, "\n"))
		}
		for _, l := range got {
			if !strings.Contains(l, tt.each) {
				t.Errorf("%s: line %q has no %q", name, l, tt.each)
			}
		}
	}
	if o := run(t, t.Context(), "logs", log, "--status", "failure", "--verbose"); !strings.Contains(o.out, "POST http") || !strings.Contains(o.out, "answered 400") {
		t.Errorf("--verbose: got\n%s\nwant requests and answers", o.out)
	}
}

func TestLogsExport(t *testing.T) {
	log := logged(t)
	o := run(t, t.Context(), "logs", log, "--json", "--status", "failure")
	var list []struct{ ChangeID, ID string }
	if err := json.Unmarshal([]byte(o.out), &list, json.MatchCaseInsensitiveNames(true)); err != nil || len(list) < 2 || list[0].ChangeID == "" {
		t.Errorf("--json: %v, %v, got %d records of\n%s", o.err, err, len(list), o.out)
	}
	for _, id := range []string{list[0].ID, strings.ToUpper(list[0].ChangeID)} {
		var one []struct{ ChangeID, ID string }
		o := run(t, t.Context(), "logs", log, "--json", "--id", id)
		if err := json.Unmarshal([]byte(o.out), &one, json.MatchCaseInsensitiveNames(true)); err != nil || len(one) != 1 || one[0] != list[0] {
			t.Errorf("--id %s: %v, %v, got %+v, want the one record %+v", id, o.err, err, one, list[0])
		}
	}
	dir := filepath.Join(t.TempDir(), "export")
	if o := run(t, t.Context(), "logs", log, "--csv", dir); o.err != nil || o.out != "" {
		t.Fatalf("--csv: %v, %q", o.err, o.out)
	}
	changes := map[string]bool{}
	for i, name := range []string{"ProvisioningLogs.csv", "ProvisioningLogs_ProvisioningSteps.csv", "ProvisioningLogs_ModifiedProperties.csv"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			id, _, _ := strings.Cut(line, ",")
			switch {
			case n == 0 || len(id) != 36: // the heading, and lines within a quoted text
			case i == 0:
				changes[id] = true
			case !changes[id]:
				t.Errorf("%s line %d: change %s is not in ProvisioningLogs.csv", name, n+1, id)
			}
		}
	}
	if len(changes) < 5 {
		t.Errorf("ProvisioningLogs.csv has only %d changes", len(changes))
	}
}

func TestLogsBadInput(t *testing.T) {
	log := file(t, "log.jsonl", `{"cycleSummary":{"number":1}}`+"\n"+`{"id":"cut`)
	if o := run(t, t.Context(), "logs", log); o.err != nil || !strings.Contains(o.notes, "line 2 is cut off") {
		t.Errorf("a line that is cut off: %v, notes %q", o.err, o.notes)
	}
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no such file":   {[]string{"/no/such/log"}, "/no/such/log"},
		"no log":         {[]string{file(t, "x.txt", "hello\n")}, "line 1"},
		"unknown status": {[]string{log, "--status", "bad"}, "--status bad"},
		"unknown action": {[]string{log, "--action", "bad"}, "--action bad"},
		"no time":        {[]string{log, "--since", "yesterday"}, "yesterday"},
		"two exports":    {[]string{log, "--json", "--csv", t.TempDir()}, "exclude"},
		"no such folder": {[]string{log, "--csv", "/dev/null/x"}, "/dev/null"},
	} {
		t.Run(name, func(t *testing.T) { check(t, run(t, t.Context(), append([]string{"logs"}, tt.args...)...), 2, tt.want) })
	}
}
