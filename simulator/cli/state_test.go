package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator"
)

// TestState: a job in a file goes on where it stopped, and so does its log.
func TestState(t *testing.T) {
	target, url := endpoint(t)
	state, log := filepath.Join(t.TempDir(), "job.db"), filepath.Join(t.TempDir(), "log.jsonl")
	args := []string{
		"provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", file(t, "crew.yaml", crew),
		"--state", state, "--log", log, "--cycles", "2",
	}
	o := run(t, t.Context(), args...)
	if o.err != nil {
		t.Fatal(o.err)
	}
	before, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	// A process that is killed may leave half a line.
	if err := os.WriteFile(log, append(before, `{"id":"half`...), 0o600); err != nil {
		t.Fatal(err)
	}
	target.Forget()
	o = run(t, t.Context(), args...)
	if o.err != nil {
		t.Fatal(o.err)
	}
	for _, want := range []string{"Going on with job", "3 objects linked", "cycle 3 next", "disabled user bob@yard.example"} {
		if !strings.Contains(o.out, want) {
			t.Errorf("story of the second part: got\n%s\nwant %q in it", o.out, want)
		}
	}
	if n := len(target.Writes()); n != 2 {
		t.Errorf("writes of the second part: got %v, want bob's disable and ada's new name", target.Writes())
	}
	after, err := os.ReadFile(log)
	if err != nil || !strings.HasPrefix(string(after), string(before)) || !strings.Contains(string(after), "half\n{") {
		t.Errorf("log: %v, got\n%s\nwant it to begin with that of the first part and to go on in a new line", err, after)
	}
}

// TestEditedFile: the note about an edited directory is seen.
func TestEditedFile(t *testing.T) {
	_, url := endpoint(t)
	state, dir := filepath.Join(t.TempDir(), "job.db"), file(t, "crew.yaml", crew)
	args := []string{"provision", "--url", url, "--token-env", "SCIM_TOKEN", "--directory", dir, "--state", state}
	if o := run(t, t.Context(), args...); o.err != nil {
		t.Fatal(o.err)
	}
	if err := os.WriteFile(dir, []byte(strings.Replace(crew, "displayName: Ada", "displayName: Ada Vane", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	o := run(t, t.Context(), args...)
	if o.err != nil || !strings.Contains(o.notes, "note: the directory is not the one") || !strings.Contains(o.out, `displayName "Ada" -> "Ada Vane"`) {
		t.Errorf("edited directory: %v, notes %q, story\n%s", o.err, o.notes, o.out)
	}
}

// TestLogIsNotOverwritten: neither by a job without a file, nor by another job.
func TestLogIsNotOverwritten(t *testing.T) {
	_, url := endpoint(t)
	const text = "something of mine\n"
	log := file(t, "log.jsonl", text)
	args := []string{"provision", "--url", url, "--token-env", "SCIM_TOKEN", "--generate", "users=1"}
	check(t, run(t, t.Context(), append(args, "--log", log)...), 2, "not overwritten")
	state := filepath.Join(t.TempDir(), "job.db")
	args = append(args, "--state", state)
	check(t, run(t, t.Context(), append(args, "--log", log)...), 2, "not overwritten")
	if o := run(t, t.Context(), args...); o.err != nil {
		t.Fatal(o.err)
	}
	check(t, run(t, t.Context(), append(args, "--log", log)...), 2, "not the log of this job")
	if got, err := os.ReadFile(log); err != nil || string(got) != text {
		t.Errorf("file: got %q, %v, want it untouched", got, err)
	}
}

// TestStateInUse: two simulators do not work on one job.
func TestStateInUse(t *testing.T) {
	_, url := endpoint(t)
	state := filepath.Join(t.TempDir(), "job.db")
	store, err := simulator.OpenStore(t.Context(), state)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	args := []string{"provision", "--url", url, "--token-env", "SCIM_TOKEN", "--generate", "users=1", "--state"}
	check(t, run(t, t.Context(), append(args, state)...), 2, "in use")
	check(t, run(t, t.Context(), append(args, t.TempDir())...), 2, "open job state")
}
