package binary_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// ready is the one line `serve --ready json` prints when it answers.
type ready struct {
	BaseURL  string `json:"baseUrl"`
	AdminURL string `json:"adminUrl"`
	Token    string `json:"token"`
	PID      int    `json:"pid"`
}

// served is a running `entrasim serve`.
type served struct {
	ready
	cmd    *exec.Cmd
	stderr *strings.Builder
	rest   io.Reader // stdout after the ready line
}

// serve starts the server and returns when it has said that it answers.
func serve(t testing.TB, args ...string) *served {
	t.Helper()
	s := &served{stderr: &strings.Builder{}}
	s.cmd = exec.Command(binary, append([]string{"serve", "--ready", "json", "--admin-listen", "127.0.0.1:0"}, args...)...)
	s.cmd.Env = environment()
	s.cmd.Dir = t.TempDir()
	s.cmd.Stderr = s.stderr
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatalf("start the server: %v", err)
	}
	t.Cleanup(s.kill)
	lines := bufio.NewReader(stdout)
	line, err := lines.ReadString('\n')
	if err != nil {
		s.kill()
		t.Fatalf("the server ended before it was ready: %v\n%s", err, s.stderr)
	}
	if err := json.Unmarshal([]byte(line), &s.ready); err != nil {
		t.Fatalf("read the ready line %q: %v", line, err)
	}
	s.rest = lines
	return s
}

// kill ends the server as a power cut would; killing twice is fine.
func (s *served) kill() {
	if s.cmd.ProcessState == nil {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	}
}

func TestServeSaysWhenItAnswersAndDrains(t *testing.T) {
	s := serve(t, "--listen", "127.0.0.1:0", "--data", t.TempDir())
	if s.PID != s.cmd.Process.Pid || s.Token == "" || !strings.HasSuffix(s.BaseURL, "/scim/v2") {
		t.Errorf("ready line: %+v, process id %d", s.ready, s.cmd.Process.Pid)
	}
	for url, want := range map[string]int{
		s.BaseURL + "/Users":    http.StatusOK,
		s.AdminURL + "/healthz": http.StatusOK,
		s.AdminURL + "/readyz":  http.StatusOK,
		s.AdminURL + "/metrics": http.StatusOK,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+s.Token)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatalf("the server said it answers, but: %v", err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("GET %s: status %d, want %d", url, res.StatusCode, want)
		}
	}
	if health := run(t, nil, "health", "--url", s.AdminURL); health.code != 0 {
		t.Errorf("health of a ready server: %s", health)
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	more, _ := io.ReadAll(s.rest)
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("SIGTERM must end the server with exit code 0: %v\n%s", err, s.stderr)
	}
	if len(more) != 0 {
		t.Errorf("stdout carries the ready line only, but then came: %s", more)
	}
	if strings.Contains(s.stderr.String(), s.Token) {
		t.Error("the token is in the log")
	}
	if health := run(t, nil, "health", "--url", s.AdminURL); health.code == 0 {
		t.Errorf("health of a stopped server: %s", health)
	}
}

func TestAdministrationBesideARunningServer(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data)
	issued := run(t, nil, "token", "issue", "--org", "dev", "--data", data, "--json")
	var token struct {
		ID     string `json:"id"`
		Secret string `json:"secret"`
	}
	if err := json.Unmarshal([]byte(issued.stdout), &token); err != nil || issued.code != 0 || token.Secret == "" {
		t.Fatalf("issue a token: %v %s", err, issued)
	}
	status := func() int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.BaseURL+"/Users", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+token.Secret)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	if got := status(); got != http.StatusOK {
		t.Errorf("a token issued while the server runs: status %d, want 200", got)
	}
	if revoked := run(t, nil, "token", "revoke", token.ID, "--data", data); revoked.code != 0 {
		t.Fatalf("revoke: %s", revoked)
	}
	if got := status(); got != http.StatusUnauthorized {
		t.Errorf("a token revoked while the server runs: status %d, want 401 at once", got)
	}
}
