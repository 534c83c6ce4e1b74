package cli_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// parse reads the report that a command printed.
func parse(t *testing.T, stdout string) report.Report {
	t.Helper()
	rep, err := report.Parse([]byte(stdout))
	if err != nil {
		t.Fatalf("stdout is not one report: %v\n%s", err, stdout)
	}
	return rep
}

// TestShardsAgreeWithOneProcess holds that a run in several processes gives the report of a run in one.
func TestShardsAgreeWithOneProcess(t *testing.T) {
	t.Setenv(asProgram, "1")
	for name, url := range map[string]string{"right": right(t), "wrong": wrong(t)} {
		t.Run(name, func(t *testing.T) {
			args := []string{"conform", "--url", url, "--token-env", "PLAIN_TOKEN", "--label", "AAD || LIF || ERR || TRN", "--json"}
			one, _, code, _ := entrasim(t, append(args, "--shards", "1")...)
			several, stderr, codeSeveral, err := entrasim(t, append(args, "--shards", "3")...)
			if code != codeSeveral || stderr != "" {
				t.Fatalf("exit code %d in one process, %d (%v) in three; stderr %q", code, codeSeveral, err, stderr)
			}
			a, b := parse(t, one), parse(t, several)
			if len(a.Checks) != len(b.Checks) {
				t.Fatalf("%d checks in one process, %d in three", len(a.Checks), len(b.Checks))
			}
			for i, c := range a.Checks {
				if d := b.Checks[i]; d.ID != c.ID || d.Verdict != c.Verdict || d.RFCVerdict != c.RFCVerdict {
					t.Errorf("in one process %s is %s, in three %s is %s (%s)", c.ID, c.Verdict, d.ID, d.Verdict, d.Reason)
				}
			}
			if b.Run.Target != url || b.Run.Version != "v-test" || !strings.Contains(b.Run.Command, "--shards 3") || len(b.Discovery) == 0 {
				t.Errorf("the run is %+v, want target, version and command", b.Run)
			}
		})
	}
}

// TestShardsGetSecretsUnseen holds that a token from a pipe reaches the children, and that nothing stands on their command line.
func TestShardsGetSecretsUnseen(t *testing.T) {
	t.Setenv(asProgram, "1")
	var mu sync.Mutex
	lines := map[string]bool{}
	plain := selftest.NewPlain()
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		for _, line := range children(t) {
			lines[line] = true
		}
		mu.Unlock()
		plain.ServeHTTP(w, r)
	}))
	t.Setenv("PLAIN_TOKEN", "")
	pipe, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	fmt.Fprint(write, selftest.PlainToken)
	write.Close()
	stdout, _, code, err := entrasim(t, "conform", "--url", url, "--token-file", "/dev/fd/"+strconv.Itoa(int(pipe.Fd())), "--area", "AAD", "--shards", "2", "--json")
	if code != 0 || parse(t, stdout).Summary.Passed < 10 {
		t.Errorf("exit code %d (%v)", code, err)
	}
	if len(lines) != 1 {
		t.Errorf("the command lines of the children are %v, want one", lines)
	}
	for line := range lines {
		if strings.Contains(line, selftest.PlainToken) || strings.Contains(line, url) || !strings.HasSuffix(line, " conform shard") {
			t.Errorf("a child's command line is %q, want nothing but the command", line)
		}
	}
}

// children are the command lines of this process's children.
func children(t *testing.T) []string {
	t.Helper()
	entries, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(entries) == 0 {
		t.Skip("no /proc to look into")
	}
	var out []string
	for _, entry := range entries {
		stat, err := os.ReadFile(entry)
		if err != nil {
			continue // gone
		}
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if len(fields) < 2 || fields[1] != strconv.Itoa(os.Getpid()) || fields[0] == "Z" {
			continue
		}
		if line, err := os.ReadFile(filepath.Join(filepath.Dir(entry), "cmdline")); err == nil && len(line) > 0 {
			out = append(out, strings.ReplaceAll(strings.TrimRight(string(line), "\x00"), "\x00", " "))
		}
	}
	slices.Sort(out)
	return out
}

// TestShardKilled kills the children in the middle: that costs the checks they were at and no other. It kills both, because only of
// the one that has just asked it is known that it is at a check.
func TestShardKilled(t *testing.T) {
	t.Setenv(asProgram, "1")
	plain, requests := selftest.NewPlain(), 0
	var mu sync.Mutex
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		requests++
		if requests == 60 {
			for _, pid := range childPIDs(t) {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
		}
		mu.Unlock()
		plain.ServeHTTP(w, r)
	}))
	stdout, _, code, err := entrasim(t, "conform", "--url", url, "--token-env", "PLAIN_TOKEN", "--area", "AAD", "--shards", "2", "--json")
	rep := parse(t, stdout)
	if n := rep.Summary.Errors; code != 3 || n < 1 || n > 2 || rep.Summary.Failed != 0 || rep.Summary.Skipped != 0 {
		t.Errorf("exit code %d (%v), %s; want an error for each child at most, and nothing else", code, err, rep.Summary.Line())
	}
	for _, c := range rep.Checks {
		if c.Verdict == report.Error && !strings.Contains(c.Reason, "killed") {
			t.Errorf("%s: %s; want that its process was killed", c.ID, c.Reason)
		}
	}
	if !strings.Contains(strings.Join(rep.Notes, "\n"), "may still be in the target") {
		t.Errorf("the notes are %q, want what may be left behind", rep.Notes)
	}
}

func childPIDs(t *testing.T) []int {
	t.Helper()
	var out []int
	tasks, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Skip("no /proc to look into")
	}
	for _, task := range tasks {
		list, _ := os.ReadFile(filepath.Join("/proc/self/task", task.Name(), "children"))
		for _, pid := range strings.Fields(string(list)) {
			if n, err := strconv.Atoi(pid); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// TestShardsInterrupted sends SIGINT to the parent alone: every child cleans up, and there is a report.
func TestShardsInterrupted(t *testing.T) {
	plain, requests := selftest.NewPlain(), 0
	var (
		mu  sync.Mutex
		cmd *exec.Cmd
	)
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		if requests++; requests == 60 {
			_ = cmd.Process.Signal(os.Interrupt)
		}
		mu.Unlock()
		plain.ServeHTTP(w, r)
	}))
	defer target.Close()
	var out, errs bytes.Buffer
	mu.Lock()
	cmd = exec.CommandContext(t.Context(), os.Args[0], "conform", "--url", target.URL, "--shards", "3", "--json", "--profile", "rfc-full")
	cmd.Env = append(os.Environ(), asProgram+"=1", "ENTRASIM_TOKEN="+selftest.PlainToken)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Start()
	mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	rep := parse(t, out.String())
	if code := cmd.ProcessState.ExitCode(); code != 3 || !strings.Contains(errs.String(), "interrupted") {
		t.Errorf("exit code %d, stderr %q; want 3 and that it was interrupted", code, errs.String())
	}
	if !rep.Run.Interrupted || rep.Summary.Skipped < 100 || rep.Summary.Total < 300 {
		t.Errorf("interrupted: %t, %s; want all checks in the report and most skipped", rep.Run.Interrupted, rep.Summary.Line())
	}
	if left := plain.Marked(rep.Run.RunID); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestShardsRefuse(t *testing.T) {
	t.Setenv(asProgram, "1")
	url := right(t)
	for name, tc := range map[string]struct {
		args []string
		code int
		text string
	}{
		"negative":     {[]string{"--url", url, "--shards", "-1"}, 2, "--shards"},
		"nobody there": {[]string{"--url", "http://127.0.0.1:1/scim", "--shards", "2"}, 3, "cannot be reached"},
		"no consent":   {[]string{"--url", "https://192.0.2.1/scim", "--shards", "2"}, 2, "not this machine"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, code, err := entrasim(t, append([]string{"conform", "--token-env", "PLAIN_TOKEN"}, tc.args...)...)
			if code != tc.code || err == nil || !strings.Contains(err.Error(), tc.text) {
				t.Errorf("exit code %d, %v; want %d and %q", code, err, tc.code, tc.text)
			}
		})
	}
}
