package binary_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// judging is a conform that is under way.
type judging struct {
	cmd            *exec.Cmd
	stdout, stderr bytes.Buffer
	state          string // XDG_STATE_HOME
}

func judge(t *testing.T, s *served, args ...string) *judging {
	t.Helper()
	j := &judging{state: t.TempDir()}
	j.cmd = exec.Command(binary, append([]string{"conform", "--url", s.BaseURL, "--token-env", "T"}, args...)...)
	j.cmd.Dir = t.TempDir()
	j.cmd.Env = append(environment(), "T="+s.Token, "XDG_STATE_HOME="+j.state)
	j.cmd.Stdout, j.cmd.Stderr = &j.stdout, &j.stderr
	if err := j.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.cmd.Process.Kill() })
	return j
}

// marked are the users and groups in the target that carry a run's marker.
func marked(t *testing.T, s *served) []string {
	t.Helper()
	var out []string
	for _, collection := range []string{"Users", "Groups"} {
		req, err := http.NewRequest(http.MethodGet, s.BaseURL+"/"+collection+"?startIndex=1&count=1000", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+s.Token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		var list struct{ Resources []map[string]any }
		if err != nil || json.Unmarshal(body, &list) != nil {
			t.Fatalf("list /%s: %v, %s", collection, err, body)
		}
		for _, r := range list.Resources {
			if text := fmt.Sprint(r["userName"], r["displayName"]); strings.Contains(text, "es-") {
				out = append(out, text)
			}
		}
	}
	return out
}

// untilMarked waits until the run has something in the target.
func untilMarked(t *testing.T, s *served, j *judging) {
	t.Helper()
	pace := time.NewTicker(20 * time.Millisecond)
	defer pace.Stop()
	for range 600 {
		if len(marked(t, s)) > 2 {
			return
		}
		if err := j.cmd.Process.Signal(syscall.Signal(0)); err != nil {
			break
		}
		<-pace.C
	}
	t.Fatalf("the run never had anything in the target: %s%s", j.stdout.String(), j.stderr.String())
}

// kill ends the run with SIGKILL at a moment when it has something in the target, and returns what.
func kill(t *testing.T, s *served, j *judging) (left []string) {
	t.Helper()
	pace := time.NewTicker(10 * time.Millisecond)
	defer pace.Stop()
	for range 200 {
		if err := j.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatalf("stop the run: %v", err)
		}
		if left = marked(t, s); len(left) > 0 {
			break
		}
		if err := j.cmd.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatalf("let the run go on: %v", err)
		}
		<-pace.C
	}
	if err := j.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = j.cmd.Wait()
	if left = marked(t, s); len(left) == 0 {
		t.Fatal("the killed run left nothing: the test proves nothing")
	}
	return left
}

var runID = regexp.MustCompile(`es-([a-z0-9]+)-`)

// TestKilledRunCanBeCleaned kills conform with SIGKILL while it has data in the target, and deletes that with conform clean: by the
// id of the run, with --stale, and from the target alone when the ledger is lost.
func TestKilledRunCanBeCleaned(t *testing.T) {
	s := serve(t, "--listen", freeAddress(t), "--memory")
	defer s.kill()
	for name, args := range map[string]func(id, state string) []string{
		"by id": func(id, _ string) []string { return []string{"--run", id} },
		"stale": func(string, string) []string { return []string{"--stale", "--url", s.BaseURL} },
		"the ledger is lost": func(id, state string) []string {
			if err := os.RemoveAll(filepath.Join(state, "entrasim")); err != nil {
				t.Fatal(err)
			}
			return []string{"--run", id, "--url", s.BaseURL, "--search"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			j := judge(t, s, "--rate", "60")
			untilMarked(t, s, j)
			alive := run(t, []string{"T=" + s.Token, "XDG_STATE_HOME=" + j.state}, "conform", "clean", "--stale", "--token-env", "T")
			if alive.code != 0 || !strings.Contains(alive.stdout, "nothing was left") {
				t.Errorf("while the run lives: %s", alive)
			}
			left := kill(t, s, j)
			files, err := filepath.Glob(filepath.Join(j.state, "entrasim", "runs", "*.jsonl"))
			if err != nil || len(files) != 1 {
				t.Fatalf("ledgers: %v, %v; want one", files, err)
			}
			if text, err := os.ReadFile(files[0]); err != nil || strings.Contains(string(text), s.Token) {
				t.Errorf("the ledger holds the token, or cannot be read: %v", err)
			}
			id := runID.FindStringSubmatch(left[0])[1]
			clean := append([]string{"conform", "clean", "--token-env", "T"}, args(id, j.state)...)
			env := []string{"T=" + s.Token, "XDG_STATE_HOME=" + j.state}
			if dry := run(t, env, append(clean, "--dry-run")...); dry.code != 0 || !strings.Contains(dry.stdout, "would be deleted") || len(marked(t, s)) != len(left) {
				t.Errorf("--dry-run: %s", dry)
			}
			got := run(t, env, clean...)
			if still := marked(t, s); got.code != 0 || len(still) > 0 || strings.Count(got.stdout, "deleted") < len(left) {
				t.Errorf("%s\nstill there: %v", got, still)
			}
			if again := run(t, env, "conform", "clean", "--stale", "--token-env", "T"); again.code != 0 || !strings.Contains(again.stdout, "nothing was left") {
				t.Errorf("a second time: %s", again)
			}
		})
	}
}

// TestInterruptedRunCleansUp sends SIGINT: the report covers what had run, and nothing is left.
func TestInterruptedRunCleansUp(t *testing.T) {
	s := serve(t, "--listen", freeAddress(t), "--memory")
	defer s.kill()
	j := judge(t, s, "--rate", "60")
	untilMarked(t, s, j)
	if err := j.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = j.cmd.Wait()
	if code := j.cmd.ProcessState.ExitCode(); code != 3 {
		t.Errorf("exit code %d, want 3", code)
	}
	if out := j.stdout.String(); !strings.Contains(out, "The run was interrupted") || !strings.Contains(out, "pass ") {
		t.Errorf("the report does not cover what had run:\n%s", out)
	}
	if n := len(complaint.FindAllString(j.stderr.String(), -1)); n != 1 {
		t.Errorf("stderr is %q, want one error: and one hint: line", j.stderr.String())
	}
	if left := marked(t, s); len(left) > 0 {
		t.Errorf("left in the target: %v", left)
	}
	if files, err := filepath.Glob(filepath.Join(j.state, "entrasim", "runs", "*")); err != nil || len(files) > 0 {
		t.Errorf("ledgers are left: %v, %v", files, err)
	}
}
