//go:build containers

package containers_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// image is built by `make containers` right before these specs run.
const image = "entrasim:test"

// start runs the image as a pipeline would: `serve --ready json`, ports published on loopback.
func start(t *testing.T) *testcontainers.DockerContainer {
	t.Helper()
	ctr, err := testcontainers.Run(t.Context(), image,
		testcontainers.WithExposedPorts("8080/tcp"),
		testcontainers.WithCmd("serve", "--ready", "json"),
		// The log keeps the ready line of an earlier start; the answer is what tells after a restart.
		testcontainers.WithWaitStrategyAndDeadline(time.Minute, wait.ForLog(`"baseUrl"`),
			wait.ForHTTP("/scim/v2/ServiceProviderConfig").WithPort("8080/tcp")),
	)
	testcontainers.CleanupContainer(t, ctr)
	if err != nil {
		t.Fatalf("start %s: %v", image, err)
	}
	return ctr
}

// baseURL asks anew each time: the engine publishes another host port after a restart.
func baseURL(t *testing.T, ctr testcontainers.Container) string {
	t.Helper()
	endpoint, err := ctr.PortEndpoint(t.Context(), "8080/tcp", "http")
	if err != nil {
		t.Fatalf("find the published port: %v", err)
	}
	return endpoint + "/scim/v2"
}

// token reads the ready line the container printed at its first start.
func token(t *testing.T, ctr testcontainers.Container) string {
	t.Helper()
	secret, issued := issuedToken(t, ctr)
	if !issued {
		t.Fatal("the container printed no ready line with a token")
	}
	return secret
}

func issuedToken(t *testing.T, ctr testcontainers.Container) (secret string, issued bool) {
	t.Helper()
	logs, err := ctr.Logs(t.Context())
	if err != nil {
		t.Fatalf("read logs: %v", err)
	}
	defer logs.Close()
	for lines := bufio.NewScanner(logs); lines.Scan(); {
		var ready struct{ BaseURL, Token string }
		if at := strings.IndexByte(lines.Text(), '{'); at >= 0 && json.Unmarshal([]byte(lines.Text()[at:]), &ready) == nil && ready.Token != "" {
			return ready.Token, true
		}
	}
	return "", false
}

func total(t *testing.T, base, secret, endpoint string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/"+endpoint+"?count=1", nil)
	if err != nil {
		t.Fatalf("build request: %v", err)
	}
	req.Header.Set("Authorization", "Bearer "+secret)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("ask for %s: %v", endpoint, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("ask for %s: status %d, %s (%v)", endpoint, res.StatusCode, body, err)
	}
	var list struct {
		TotalResults int `json:"totalResults"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		t.Fatalf("read the list of %s: %v in %s", endpoint, err, body)
	}
	return list.TotalResults
}

// entrasim runs the binary that is also inside the image, as the administrator outside would.
func entrasim(t *testing.T, env []string, args ...string) string {
	t.Helper()
	binary, err := filepath.Abs("../../bin/entrasim")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), binary, args...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("entrasim %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func provision(t *testing.T, base, secret string) string {
	return entrasim(t, []string{"WANDO_TOKEN=" + secret}, "provision", "--url", base, "--token-env", "WANDO_TOKEN",
		"--generate", "users=60,groups=6,seed=7", "--cycles", "2")
}

func TestProvisionRestartKill(t *testing.T) {
	ctr := start(t)
	secret := token(t, ctr)

	provision(t, baseURL(t, ctr), secret)
	users, groups := total(t, baseURL(t, ctr), secret, "Users"), total(t, baseURL(t, ctr), secret, "Groups")
	if users == 0 || groups == 0 {
		t.Fatalf("after provisioning there are %d users and %d groups", users, groups)
	}

	grace := 10 * time.Second
	for name, stop := range map[string]func(context.Context) error{
		"stop": func(ctx context.Context) error { return ctr.Stop(ctx, &grace) },
		"kill": func(ctx context.Context) error { now := time.Duration(0); return ctr.Stop(ctx, &now) },
	} {
		if err := stop(t.Context()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := ctr.Start(t.Context()); err != nil {
			t.Fatalf("start after %s: %v", name, err)
		}
		base := baseURL(t, ctr)
		if got := fmt.Sprint(total(t, base, secret, "Users"), total(t, base, secret, "Groups")); got != fmt.Sprint(users, groups) {
			t.Errorf("after %s: users and groups are %s, before %d %d", name, got, users, groups)
		}
		provision(t, base, secret)
		if got := total(t, base, secret, "Users"); got != users {
			t.Errorf("provisioning again after %s left %d users, before %d: duplicates", name, got, users)
		}
	}
}

func TestImageIsSmallAndUnprivileged(t *testing.T) {
	ctr := start(t)
	details, err := ctr.Inspect(t.Context())
	if err != nil {
		t.Fatalf("inspect: %v", err)
	}
	if user := details.Config.User; user == "" || strings.HasPrefix(user, "0") || strings.HasPrefix(user, "root") {
		t.Errorf("the container runs as %q, want a user without privileges", user)
	}
	// The health check is the binary itself; there is no shell in the image.
	code, out, err := ctr.Exec(t.Context(), []string{"/entrasim", "health", "--url", "http://127.0.0.1:8081"})
	if err != nil || code != 0 {
		text, _ := io.ReadAll(out)
		t.Errorf("health check: exit code %d, %v\n%s", code, err, text)
	}
	// Administration works inside, over the same data directory.
	code, out, err = ctr.Exec(t.Context(), []string{"/entrasim", "token", "list", "--org", "dev", "--json"})
	text, _ := io.ReadAll(out)
	if err != nil || code != 0 {
		t.Errorf("token list: exit code %d, %v\n%s", code, err, text)
	}
}
