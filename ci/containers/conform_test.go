//go:build containers

package containers_test

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// judged runs `entrasim conform --image` and returns what it printed and its exit code. With interrupt it gets a SIGINT as soon as
// the container has started.
func judged(t *testing.T, interrupt bool, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	binary, err := filepath.Abs("../../bin/entrasim")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, append([]string{"conform", "--image"}, args...)...)
	var out bytes.Buffer
	said := &watched{word: "started ", seen: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = &out, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if interrupt {
		select {
		case <-said.seen:
			if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatalf("interrupt: %v", err)
			}
		case err := <-ended:
			t.Fatalf("it ended before the container had started: %v\n%s%s", err, out.String(), said.text.String())
		}
	}
	<-ended
	return out.String(), said.text.String(), cmd.ProcessState.ExitCode()
}

// watched keeps what is written and tells when a word has come. Only the command writes, and it is read after its end.
type watched struct {
	text bytes.Buffer
	word string
	seen chan struct{}
	told bool
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.text.Write(p)
	if !w.told && strings.Contains(w.text.String(), w.word) {
		w.told = true
		close(w.seen)
	}
	return n, err
}

// leftOver lists the containers that conform has started and not taken away.
func leftOver(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "docker", "ps", "-a", "--filter", "name=entrasim-conform-", "--format", "{{.Names}}").CombinedOutput()
	if err != nil {
		t.Fatalf("list containers: %v\n%s", err, out)
	}
	return string(out)
}

// ownImage are the flags that judge this project's image; what the server prints when it is ready holds the token.
var ownImage = []string{image, "--port", "8080", "--token-from-log", `"token":"([^"]+)"`, "--wait-http", "/scim/v2/ServiceProviderConfig"}

func TestConformJudgesAnImage(t *testing.T) {
	for _, test := range []struct {
		name      string
		interrupt bool
		args      []string
		code      int
		says      string // somewhere in what is printed
	}{
		{"right", false, append(ownImage, "--area", "DSC,AUT", "--", "serve", "--ready", "json"), 0, " 0 failed"},
		{"wrong", false, append(ownImage, "--check", "AAD-020", "--", "serve", "--ready", "json", "--defect", "delete-ignored"), 1, "1 failed"},
		{"interrupted", true, append(ownImage, "--", "serve", "--ready", "json"), 3, "interrupted"},
		{"ends at once", false, append(ownImage, "--start-timeout", "20s", "--", "serve", "--no-such-flag"), 3, "exit code 2"},
		{"no such image", false, []string{"entrasim-no-such-image:none", "--port", "8080", "--token-from-log", "(x)"}, 2, "entrasim-no-such-image"},
	} {
		t.Run(test.name, func(t *testing.T) {
			stdout, stderr, code := judged(t, test.interrupt, test.args...)
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if !strings.Contains(stdout+stderr, test.says) {
				t.Errorf("it does not say %q", test.says)
			}
			if left := leftOver(t); left != "" {
				t.Errorf("containers are left over: %s", left)
			}
			if t.Failed() {
				t.Logf("stdout:\n%s\nstderr:\n%s", stdout, stderr)
			}
		})
	}
}
