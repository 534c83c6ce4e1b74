package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server/cli"
)

// result is what a command line came to.
type result struct {
	stdout, stderr string
	err            error
}

// command runs a command line in process, as main.go does.
func command(ctx context.Context, stdout, stderr io.Writer, args ...string) error {
	root := &cobra.Command{Use: "entrasim", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(cli.Commands()...)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return root.ExecuteContext(ctx)
}

func try(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	err := command(t.Context(), &stdout, &stderr, args...)
	return result{stdout.String(), stderr.String(), err}
}

// must runs a command that has to succeed and returns its stdout.
func must(t *testing.T, args ...string) string {
	t.Helper()
	r := try(t, args...)
	if r.err != nil {
		t.Fatalf("entrasim %s: %v (%s)\n%s", strings.Join(args, " "), r.err, hint(r.err), r.stderr)
	}
	return r.stdout
}

func hint(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}

// wantError checks message, hint and exit code.
func wantError(t *testing.T, err error, code int, message string) {
	t.Helper()
	var e interface {
		error
		Hint() string
		ExitCode() int
	}
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an error with hint and exit code", err)
	}
	if e.ExitCode() != code || !strings.Contains(err.Error(), message) || e.Hint() == "" || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %q, hint %q, exit code %d; want one line with %q, a hint, code %d", err, e.Hint(), e.ExitCode(), message, code)
	}
}

// ready is the line of --ready json.
type ready struct {
	BaseURL, AdminURL, Token string
	PID                      int
}

// process is a server running in this process.
type process struct {
	ready
	t      *testing.T
	stop   context.CancelFunc
	done   chan error
	stdout *output
	stderr *output
}

// output hands over what is written first and keeps everything. It may be read while a server still writes.
type output struct {
	mu    sync.Mutex
	all   bytes.Buffer
	first chan []byte
}

func newOutput() *output { return &output{first: make(chan []byte, 1)} }

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.all.Len() == 0 {
		o.first <- bytes.Clone(p)
	}
	return o.all.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.all.String()
}

// start runs serve until it is ready.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	p := &process{t: t, stop: stop, done: make(chan error, 1), stdout: newOutput(), stderr: newOutput()}
	args = append([]string{"serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--ready", "json"}, args...)
	go func() { p.done <- command(ctx, p.stdout, p.stderr, args...) }()
	select {
	case line := <-p.stdout.first:
		if err := json.Unmarshal(line, &p.ready); err != nil {
			t.Fatalf("ready line %q: %v", line, err)
		}
	case err := <-p.done:
		t.Fatalf("serve ended: %v (%s)\n%s", err, hint(err), p.stderr)
	}
	t.Cleanup(func() { p.end() })
	return p
}

// end stops the server and returns how it ended.
func (p *process) end() error {
	if p.done == nil {
		return nil
	}
	p.stop()
	err := <-p.done
	p.done = nil
	if got := strings.Count(p.stdout.String(), "\n"); got != 1 {
		p.t.Errorf("--ready json printed %d lines on stdout, want 1:\n%s", got, p.stdout.String())
	}
	return err
}

func get(t *testing.T, url, token string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("GET %s: %v", url, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestServe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	p := start(t, "--data", dir, "--profile", "wando")
	if p.PID != os.Getpid() || !strings.HasSuffix(p.Token, ":dev-entra") || !strings.HasSuffix(p.BaseURL, "/api/auth/scim/v2") {
		t.Errorf("ready line: %+v", p.ready)
	}
	if code, body := get(t, p.BaseURL+"/Users", p.Token); code != 200 || !strings.Contains(body, p.BaseURL[:10]) && !strings.Contains(body, `"totalResults":0`) {
		t.Errorf("GET /Users: %d %s", code, body)
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/openapi.json"} {
		if code, _ := get(t, p.AdminURL+path, ""); code != 200 {
			t.Errorf("GET %s: %d", path, code)
		}
	}
	for _, path := range []string{"/admin/v1/organisations", "/metrics", "/healthz"} {
		if code, _ := get(t, strings.TrimSuffix(p.BaseURL, "/api/auth/scim/v2")+path, p.Token); code != 404 {
			t.Errorf("%s answers %d on the SCIM port, want 404", path, code)
		}
	}
	if got := must(t, "health", "--data", dir); got != "ready\n" {
		t.Errorf("health: %q", got)
	}
	if got := must(t, "health", "--url", p.AdminURL+"/"); got != "ready\n" {
		t.Errorf("health --url: %q", got)
	}
	r := try(t, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	wantError(t, r.err, 2, "runs on")
	if err := p.end(); err != nil {
		t.Errorf("a server that was told to stop ended with %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "serve.json")); !os.IsNotExist(err) {
		t.Errorf("serve.json after the end: %v, want it gone", err)
	}
	if strings.Contains(p.stderr.String(), p.Token) {
		t.Error("the log shows the token")
	}

	again := start(t, "--data", dir)
	if again.Token != "" || !strings.Contains(again.stderr.String(), "token issue") {
		t.Errorf("second start: token %q, stderr %s; want none and how to get one", again.Token, again.stderr)
	}
	if code, _ := get(t, again.BaseURL+"/Users", p.Token); code != 200 {
		t.Errorf("the first start's token: %d", code)
	}
	if err := again.end(); err != nil {
		t.Error(err)
	}
	fresh := start(t, "--data", dir, "--issue-token")
	if code, _ := get(t, fresh.BaseURL+"/Users", fresh.Token); code != 200 || fresh.Token == p.Token {
		t.Errorf("--issue-token: %d", code)
	}
}

func TestServeText(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stdout := newOutput()
	var stderr bytes.Buffer
	done := make(chan error, 1)
	go func() {
		done <- command(ctx, stdout, &stderr, "serve", "--memory", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	}()
	var text string
	select {
	case first := <-stdout.first:
		text = string(first)
	case err := <-done:
		t.Fatalf("serve ended: %v", err)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("serve: %v", err)
	}
	for _, want := range []string{"SCIM 2.0 (Tenant URL)    http://127.0.0.1:", "token, shown only now", "export ENTRASIM_TOKEN=", "entrasim connect --url", "organisation             dev"} {
		if !strings.Contains(text, want) {
			t.Errorf("the announcement lacks %q:\n%s", want, text)
		}
	}
}

func TestServeRefuses(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		args    []string
		message string
	}{
		"busy SCIM port":      {[]string{"--listen", busy.Addr().String()}, "in use"},
		"busy admin port":     {[]string{"--admin-listen", busy.Addr().String()}, "in use"},
		"bad address":         {[]string{"--listen", "nonsense"}, "cannot listen"},
		"data is a file":      {[]string{"--data", file, "--memory=false"}, file},
		"certificate alone":   {[]string{"--tls-cert", file}, "belong together"},
		"unreadable PEM":      {[]string{"--tls-cert", file, "--tls-key", file}, "certificate"},
		"unknown profile":     {[]string{"--profile", "wandoo"}, "wandoo"},
		"unknown mood":        {[]string{"--mood", "grumpy"}, "grumpy"},
		"unknown sync":        {[]string{"--sync", "maybe"}, "maybe"},
		"unknown ready":       {[]string{"--ready", "xml"}, "xml"},
		"unknown log format":  {[]string{"--log-format", "xml"}, "xml"},
		"unknown log level":   {[]string{"--log-level", "loud"}, "loud"},
		"seed is no number":   {[]string{"--seed", "x"}, "x"},
		"clock is no time":    {[]string{"--clock", "now"}, "now"},
		"no time to drain":    {[]string{"--drain", "0s"}, "drain"},
		"empty admin token":   {[]string{"--admin-token-env", "ENTRASIM_TEST_NOT_SET"}, "ENTRASIM_TEST_NOT_SET"},
		"missing config file": {[]string{"--config", file + ".yaml"}, "configuration"},
		"argument":            {[]string{"here"}, "no arguments"},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"serve", "--memory", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"}, tt.args...)
			wantError(t, try(t, args...).err, 2, tt.message)
		})
	}
}

func TestSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "serve.yaml")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("listen: 127.0.0.1:1\nmax-body: 2048\ndrain: 3s\nmood: strict\n")
	t.Setenv("ENTRASIM_DRAIN", "4s")
	t.Setenv("ENTRASIM_MOOD", "entra")
	out := must(t, "serve", "--config", file, "--mood", "strict", "--print-config")
	for _, want := range []string{"listen: 127.0.0.1:1\n", "drain: 4s\n", "mood: strict\n", `admin-listen: 127.0.0.1:8481` + "\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("effective configuration lacks %q (defaults < file < environment < flags):\n%s", want, out)
		}
	}
	write(out) // what is printed can be read again
	if again := must(t, "serve", "--config", file, "--print-config"); !strings.Contains(again, "listen: 127.0.0.1:1\n") {
		t.Errorf("printed configuration read back:\n%s", again)
	}
	for text, message := range map[string]string{
		"lisen: x\n": "lisen", "listen: [a]\n": "listen", "drain: soon\n": "drain", "listen: a\nlisten: b\n": "configuration", "{": "configuration", "config: x\n": "config",
	} {
		write(text)
		wantError(t, try(t, "serve", "--config", file).err, 2, message)
	}
	t.Setenv("ENTRASIM_DRAIN", "soon")
	wantError(t, try(t, "serve", "--memory").err, 2, "ENTRASIM_DRAIN")
}
