//go:build unix

package cli_test

import (
	"bufio"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
)

// TestSecondInterrupt holds that a run which is interrupted twice ends at once, though the target hangs: with the exit code of an own
// error, and with the command that cleans up.
func TestSecondInterrupt(t *testing.T) {
	asked, release := make(chan struct{}, 1), make(chan struct{})
	var hangs atomic.Bool
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && hangs.CompareAndSwap(false, true) {
			asked <- struct{}{}
		}
		if hangs.Load() { // the clean-up as well
			<-release
			return
		}
		w.Header().Set("Content-Type", "application/scim+json")
		_, _ = w.Write([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}`))
	}))
	defer target.Close()
	defer close(release)
	program := exec.Command(os.Args[0], "conform", "--url", target.URL, "--token-env", "T", "--check", "CRE-001", "--check", "GET-001", "--timeout", "5m")
	program.Env = append(os.Environ(), asProgram+"=1", "T=some-long-token", "XDG_STATE_HOME="+t.TempDir())
	stderr, err := program.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := program.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	said := ""
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		said += lines.Text() + "\n"
		if strings.Contains(lines.Text(), "once more stops at once") {
			if err := program.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
		}
	}
	err = program.Wait()
	if e := new(exec.ExitError); !errors.As(err, &e) || e.ExitCode() != 3 {
		t.Errorf("it ended with %v, want exit code 3", err)
	}
	if !strings.Contains(said, "error: stopped at once") || !strings.Contains(said, "hint: entrasim conform clean") {
		t.Errorf("it said %q, want that it stopped at once and how to clean up", said)
	}
}
