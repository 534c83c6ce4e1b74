package cli_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// judge is a run with one failure and one pass.
func judge(t *testing.T, args ...string) []string {
	t.Helper()
	return append([]string{"conform", "--url", wrong(t), "--token-env", "PLAIN_TOKEN", "--check", "AAD-026,AAD-027"}, args...)
}

// files are the names in a directory.
func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestConformWritesEveryForm(t *testing.T) {
	dir := t.TempDir()
	args := []string{"--annotations", "--json=" + filepath.Join(dir, "r.json")}
	begins := map[string]string{
		"junit": `<?xml version="1.0"`, "html": "<!doctype html>", "markdown": "## ❌ SCIM conformance: 1 passed, 1 failed", "sarif": "{\n \"$schema\"", "har": "{\n \"log\"", "badge": "<svg ",
	}
	for name := range begins {
		args = append(args, "--"+name, filepath.Join(dir, "r."+name))
	}
	stdout, stderr, code, _ := entrasim(t, judge(t, args...)...)
	if code != 1 || !strings.HasSuffix(stdout, "\n1 passed, 1 failed\n") || !strings.HasPrefix(stderr, "::error title=AAD-027 ") {
		t.Errorf("exit code %d, stderr %q, stdout\n%s", code, stderr, stdout)
	}
	for name, want := range begins {
		data, err := os.ReadFile(filepath.Join(dir, "r."+name))
		if err != nil || !strings.HasPrefix(string(data), want) || strings.Contains(string(data), selftest.PlainToken) {
			t.Errorf("%s: %v, %.60q…; want a file that begins with %q and has no token", name, err, data, want)
		}
	}
	if got := files(t, dir); len(got) != len(begins)+1 {
		t.Errorf("the directory has %q, want the reports and nothing else", got)
	}
	data, err := os.ReadFile(filepath.Join(dir, "r.json"))
	if err != nil {
		t.Fatal(err)
	}
	rep, err := report.Parse(data)
	if err != nil || len(rep.Causes) != 1 || rep.Fingerprint.Value == "" {
		t.Fatalf("%v; causes %+v, fingerprint %+v", err, rep.Causes, rep.Fingerprint)
	}
	settings := map[string]string{}
	for _, s := range rep.Run.Config {
		settings[s.Name] = s.Value
	}
	if settings["token-env"] != "PLAIN_TOKEN" || settings["profile"] != "entra" || settings["timeout"] != "30s" {
		t.Errorf("the configuration is %v", settings)
	}
}

func TestConformPrintsOneForm(t *testing.T) {
	for name, want := range map[string]string{"--json": "{\n  \"schema\"", "--json=-": "{\n  \"schema\"", "--markdown=-": "## ❌", "--junit=-": "<?xml"} {
		if stdout, _, code, _ := entrasim(t, judge(t, name)...); code != 1 || !strings.HasPrefix(stdout, want) {
			t.Errorf("%s: exit code %d, stdout %.80q; want %q in front", name, code, stdout, want)
		}
	}
}

// TestBadOutputsStopBeforeTheRun: nothing is sent when a report could not be written.
func TestBadOutputsStopBeforeTheRun(t *testing.T) {
	t.Setenv("PLAIN_TOKEN", selftest.PlainToken)
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept.html")
	if err := os.WriteFile(kept, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"no directory":        {[]string{"--html", kept, "--sarif", filepath.Join(dir, "none", "x")}, "write " + filepath.Join(dir, "none", "x") + ": no such file"},
		"a directory":         {[]string{"--html", dir}, "it is a directory"},
		"twice the same":      {[]string{"--html", kept, "--har", dir + "/./kept.html"}, "both write to"},
		"twice stdout":        {[]string{"--html", "-", "--json"}, "both write to -"},
		"the file of --json":  {[]string{"--json", "r.json"}, `unexpected argument "r.json"`},
		"no baseline":         {[]string{"--html", kept, "--baseline", filepath.Join(dir, "none.yaml")}, "read baseline"},
		"a baseline of ducks": {[]string{"--html", kept, "--baseline", writeFile(t, "- id: AAD-002\n  because: duck\n")}, `line 2, column 3: unknown member "because"`},
	} {
		_, _, code, err := entrasim(t, append([]string{"conform", "--url", "http://127.0.0.1:1/scim", "--token-env", "PLAIN_TOKEN"}, tc.args...)...)
		var e explained
		if code != 2 || !errors.As(err, &e) || !strings.Contains(err.Error(), tc.want) || e.Hint() == "" {
			t.Errorf("%s: exit code %d, %v; want 2 (3 would be that of the run) and %q, with a hint", name, code, err, tc.want)
		}
	}
	data, err := os.ReadFile(kept)
	if got := files(t, dir); err != nil || string(data) != "before" || len(got) != 1 {
		t.Errorf("the report of before is %q (%v), the directory has %q; want nothing touched", data, err, got)
	}
}

// TestResultsReplaceWhatWasThere: rights and links stay, pipelines' summaries are added to.
func TestResultsReplaceWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	file, link, summary := filepath.Join(dir, "real"), filepath.Join(dir, "link"), filepath.Join(dir, "summary")
	for _, name := range []string{file, summary} {
		if err := os.WriteFile(name, []byte("before\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GITHUB_STEP_SUMMARY", summary)
	if _, _, code, err := entrasim(t, judge(t, "--junit", link, "--markdown", summary)...); code != 1 {
		t.Fatalf("exit code %d, %v", code, err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is %v (%v)", info, err)
	}
	if info, err = os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || info.Size() < 100 {
		t.Errorf("the file is %v (%v), want the report with the rights of before", info, err)
	}
	if data, _ := os.ReadFile(summary); !strings.HasPrefix(string(data), "before\n## ") {
		t.Errorf("the summary is %.40q, want the report behind what was there", data)
	}
}

// TestBaseline follows a team: the first run fails, its baseline makes the next pass, a repair makes that fail until the entry
// goes, and so does the date.
func TestBaseline(t *testing.T) {
	dir := t.TempDir()
	saved, known := filepath.Join(dir, "r.json"), filepath.Join(dir, "known.yaml")
	if _, _, code, _ := entrasim(t, judge(t, "--json="+saved)...); code != 1 {
		t.Fatalf("the first run ends with %d, want 1", code)
	}
	if _, _, code, err := entrasim(t, "report", "baseline", saved, "--reason", "planned", "--until", "2999-12-31", "-o", known); code != 0 {
		t.Fatalf("no baseline: %v", err)
	}
	stdout, _, code, err := entrasim(t, judge(t, "--baseline", known)...)
	if code != 0 || err != nil || !strings.HasSuffix(stdout, "\n1 passed, 0 failed, 1 known failure\n") || !strings.Contains(stdout, "known failure: planned, until 2999-12-31") {
		t.Errorf("with the baseline: exit code %d (%v)\n%s", code, err, stdout)
	}
	right := []string{"conform", "--url", right(t), "--token-env", "PLAIN_TOKEN", "--check", "AAD-026,AAD-027", "--baseline"}
	if stdout, _, code, _ := entrasim(t, append(right, known)...); code != 1 || !strings.Contains(stdout, "take the entry out") {
		t.Errorf("a repaired target: exit code %d\n%s", code, stdout)
	}
	if stdout, _, code, _ := entrasim(t, judge(t, "--baseline", writeFile(t, "- {id: AAD-027, reason: r, until: 2020-01-01}"))...); code != 1 || !strings.Contains(stdout, "accepted until 2020-01-01 only") {
		t.Errorf("an entry that is too old: exit code %d\n%s", code, stdout)
	}
	if stdout, _, code, _ := entrasim(t, "report", "markdown", saved, "--baseline", known); code != 0 || !strings.Contains(stdout, "<summary>Known failures</summary>") {
		t.Errorf("the saved report with the baseline: exit code %d\n%s", code, stdout)
	}
}

func TestReportCommands(t *testing.T) {
	dir := t.TempDir()
	bad, good, other := filepath.Join(dir, "bad.json"), filepath.Join(dir, "good.json"), filepath.Join(dir, "other.json")
	printed, _, _, _ := entrasim(t, judge(t, "--json="+bad)...)
	base := []string{"conform", "--url", right(t), "--token-env", "PLAIN_TOKEN"}
	entrasim(t, append(base, "--check", "AAD-026,AAD-027", "--json="+good)...)
	entrasim(t, append(base, "--check", "AAD-001", "--json="+other)...)

	t.Run("the same as the run", func(t *testing.T) {
		if stdout, _, code, err := entrasim(t, "report", "console", bad); code != 0 || stdout != printed {
			t.Errorf("exit code %d (%v)\n%s\nwant what the run printed:\n%s", code, err, stdout, printed)
		}
	})
	t.Run("forms", func(t *testing.T) {
		for name, want := range map[string]string{
			"json": "{\n  \"schema\": 2", "junit": "<?xml", "html": "<!doctype", "markdown": "## ❌", "sarif": "{\n", "har": "{\n", "badge": "<svg", "annotations": "::error title=AAD-027",
		} {
			if stdout, _, code, err := entrasim(t, "report", name, bad); code != 0 || !strings.HasPrefix(stdout, want) {
				t.Errorf("%s: exit code %d (%v), %.60q; want %q in front", name, code, err, stdout, want)
			}
		}
		badge := filepath.Join(dir, "badge.json")
		entrasim(t, "report", "badge", bad, "-o", badge)
		if data, err := os.ReadFile(badge); err != nil || !strings.Contains(string(data), `"schemaVersion":1`) {
			t.Errorf("the badge in a file named .json is %q (%v), want what shields.io reads", data, err)
		}
	})
	t.Run("diff", func(t *testing.T) {
		if stdout, _, code, _ := entrasim(t, "report", "diff", good, bad); code != 1 || !strings.Contains(stdout, "\nworse    AAD-027  pass → fail") || !strings.HasSuffix(stdout, "\n1 worse, 0 better, 0 changed, 0 new, 0 gone, 1 the same\n") {
			t.Errorf("exit code %d\n%s", code, stdout)
		}
		if stdout, _, code, _ := entrasim(t, "report", "diff", bad, good); code != 0 || !strings.Contains(stdout, "\nbetter   AAD-027") {
			t.Errorf("the other way: exit code %d\n%s", code, stdout)
		}
		stdout, _, code, _ := entrasim(t, "report", "diff", good, bad, "--json")
		var doc struct {
			Worse   bool
			Changes []struct{ ID, Direction string }
		}
		if err := json.Unmarshal([]byte(stdout), &doc); err != nil || code != 1 || !doc.Worse || len(doc.Changes) != 1 || doc.Changes[0].ID != "AAD-027" {
			t.Errorf("JSON: exit code %d, %v, %+v", code, err, doc)
		}
	})
	t.Run("merge", func(t *testing.T) {
		merged := filepath.Join(dir, "merged.json")
		if _, _, code, err := entrasim(t, "report", "merge", other, good, "-o", merged); code != 0 {
			t.Fatalf("exit code %d, %v", code, err)
		}
		if stdout, _, _, _ := entrasim(t, "report", "console", merged); !strings.HasSuffix(stdout, "\n3 passed, 0 failed\n") {
			t.Errorf("merged is\n%s", stdout)
		}
		if _, _, code, err := entrasim(t, "report", "merge", bad, good); code != 2 || !strings.Contains(err.Error(), "they are about") {
			t.Errorf("two targets: exit code %d, %v", code, err)
		}
	})
	t.Run("coverage", func(t *testing.T) {
		stdout, _, code, _ := entrasim(t, "report", "coverage", good)
		if code != 0 || !strings.Contains(stdout, "RFC 7644 §3.5.2.2") || !strings.Contains(stdout, "that bind a server have checks") {
			t.Errorf("exit code %d\n%s", code, stdout)
		}
		stdout, _, _, _ = entrasim(t, "report", "coverage", "--json")
		var doc struct {
			Sections []struct {
				Text, Number, Title, Silent string
				Checks                      []string
			}
		}
		if err := json.Unmarshal([]byte(stdout), &doc); err != nil {
			t.Fatal(err)
		}
		for _, s := range doc.Sections { // a reference to a section that there is not is a typing error
			if ours := s.Text == "RFC 7643" || s.Text == "RFC 7644" || s.Text == "RFC 9865"; ours && s.Title == "" {
				t.Errorf("%v refer to %s §%s, which the text does not have", s.Checks, s.Text, s.Number)
			}
			if s.Silent != "" && len(s.Checks) > 0 {
				t.Errorf("%s §%s is said to bind nobody (%s), and %v are about it", s.Text, s.Number, s.Silent, s.Checks)
			}
		}
	})
	t.Run("refusals", func(t *testing.T) {
		for name, args := range map[string][]string{
			"no report": {"html"}, "no such file": {"html", "/nonexistent"}, "no JSON": {"html", writeFile(t, "x: y")}, "two": {"html", bad, good},
			"one to diff": {"diff", bad}, "one to merge": {"merge", bad}, "no date": {"baseline", bad, "--until", "soon"}, "nowhere": {"html", bad, "-o", "/nonexistent/x"},
		} {
			stdout, _, code, err := entrasim(t, append([]string{"report"}, args...)...)
			var e explained
			if code != 2 || !errors.As(err, &e) || e.Hint() == "" || stdout != "" {
				t.Errorf("%s: exit code %d, %v, stdout %.60q; want 2, a hint and nothing printed", name, code, err, stdout)
			}
		}
	})
}
