package cli_test

import (
	"context"
	"flag"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

var update = flag.Bool("update", false, "rewrite the goldens; look at what changed before committing them")

const crew = `
users:
  - userPrincipalName: ada@yard.example
    displayName: Ada
  - userPrincipalName: bob@yard.example
    displayName: Bob
    manager: ada@yard.example
  - userPrincipalName: out@yard.example
    displayName: Outsider
groups:
  - displayName: Crew
    members: [ada@yard.example, bob@yard.example]
assignments:
  - group: Crew
changes:
  - at: +1h30m
    disable: bob@yard.example
  - at: +2h
    rename: {user: ada@yard.example, to: ada.vane@yard.example}
`

var port = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// TestStory is what a pipe gets to see of a few hours.
func TestStory(t *testing.T) {
	_, url := endpoint(t)
	path := file(t, "crew.yaml", crew)
	o := run(t, t.Context(), "provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", path, "--for", "4h")
	if o.err != nil {
		t.Fatal(o.err)
	}
	got := strings.ReplaceAll(port.ReplaceAllString(o.out, "127.0.0.1:PORT"), path, "crew.yaml")
	if strings.Contains(got, "\x1b") || strings.Contains(o.notes, "\x1b") {
		t.Error("a pipe gets escape sequences")
	}
	const golden = "testdata/story.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("story (run with -update after looking at the difference):\ngot\n%s\nwant\n%s", got, want)
	}
}

// TestFindings: objects that failed give exit code 1, in words and in JSON.
func TestFindings(t *testing.T) {
	target, url := endpoint(t)
	target.Before = func(w http.ResponseWriter, r *http.Request, _ string) bool {
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusBadRequest)
			return true
		}
		return false
	}
	args := []string{"provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", file(t, "crew.yaml", crew)}
	o := run(t, t.Context(), args...)
	check(t, o, 1, "3 operations failed")
	if !strings.Contains(o.out, "failed   user ada@yard.example") {
		t.Errorf("story: got %s, want ada's failure in it", o.out)
	}
	o = run(t, t.Context(), append(args, "--json")...)
	check(t, o, 1, "3 operations failed")
	var doc struct {
		Counts struct{ Failed int }
		Seed   uint64
	}
	if err := json.Unmarshal([]byte(o.out), &doc, json.MatchCaseInsensitiveNames(true)); err != nil {
		t.Fatalf("output with --json is not one document: %v\n%s", err, o.out)
	}
	if doc.Counts.Failed != 3 || doc.Seed != 1 {
		t.Errorf("document: got %+v, want 3 failed and seed 1", doc)
	}
}

// TestInterrupted: the run ends at once, with a summary.
func TestInterrupted(t *testing.T) {
	target, url := endpoint(t)
	ctx, cancel := context.WithCancel(t.Context())
	target.Before = func(http.ResponseWriter, *http.Request, string) bool {
		if target.Count(http.MethodPost) == 5 {
			cancel()
		}
		return false
	}
	o := run(t, ctx, "provision", "--url", url, "--token-env", "SCIM_TOKEN", "--generate", "users=40,groups=2,seed=1", "--cycles", "3")
	check(t, o, 3, "interrupted")
	if !strings.Contains(o.out, "run it again with") {
		t.Errorf("output: got %s, want a summary at its end", o.out)
	}
}

// TestLog: the provisioning log is written as JSON Lines.
func TestLog(t *testing.T) {
	_, url := endpoint(t)
	path := file(t, "log.jsonl", "")
	o := run(t, t.Context(), "provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", file(t, "crew.yaml", crew), "--log", path)
	if o.err != nil {
		t.Fatal(o.err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	for i, l := range lines {
		var v map[string]any
		if err := json.Unmarshal([]byte(l), &v); err != nil {
			t.Errorf("line %d: %v", i+1, err)
		}
	}
	if len(lines) != 7 || !strings.Contains(lines[6], "cycleSummary") {
		t.Errorf("log: got %d lines, want 6 records and a summary", len(lines))
	}
}
