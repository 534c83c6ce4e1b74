package cli_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// The admin commands do the same over a running server and over a data directory nobody serves.
func TestAdminCommands(t *testing.T) {
	for _, mode := range []string{"running server", "admin URL", "data directory"} {
		t.Run(mode, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			p := start(t, "--data", dir)
			where := []string{"--data", dir}
			switch mode {
			case "admin URL":
				where = []string{"--admin-url", p.AdminURL, "--data", "nowhere"}
			case "data directory":
				provision(t, p, "acme")
				if err := p.end(); err != nil {
					t.Fatal(err)
				}
			}
			if mode != "data directory" {
				provision(t, p, "acme")
			}
			run := func(args ...string) string { t.Helper(); return must(t, append(args, where...)...) }
			fail := func(code int, message string, args ...string) {
				t.Helper()
				wantError(t, try(t, append(args, where...)...).err, code, message)
			}

			if out := run("org", "list"); !strings.Contains(out, "acme") || !strings.Contains(out, "member < boss") {
				t.Errorf("org list:\n%s", out)
			}
			fail(2, "exists already", "org", "create", "acme")
			fail(2, "not a short name", "org", "create", "A B")
			fail(2, "removes its tokens", "org", "delete", "acme")

			secret := strings.TrimSpace(run("token", "issue", "--org", "acme", "--label", "second", "--expires-in", "24h"))
			if !strings.HasSuffix(secret, ":acme-entra") || strings.Contains(secret, "\n") {
				t.Errorf("token issue prints %q, want the token alone", secret)
			}
			var list struct {
				Tokens []struct{ ID, State, Label string }
			}
			if err := json.Unmarshal([]byte(run("token", "list", "--org", "acme", "--json")), &list); err != nil || len(list.Tokens) != 2 {
				t.Fatalf("token list --json: %+v, %v", list, err)
			}
			run("token", "revoke", list.Tokens[1].ID, "--org", "acme")
			if out := run("token", "list", "--org", "acme"); !strings.Contains(out, "revoked") || strings.Contains(out, secret[:20]) {
				t.Errorf("token list:\n%s", out)
			}
			fail(2, "no token", "token", "revoke", "tok-0", "--org", "acme")
			fail(2, "does not exist", "token", "list", "--org", "nobody")

			if out := run("role", "groups", "--org", "acme"); !strings.Contains(out, "Optics") {
				t.Errorf("role groups:\n%s", out)
			}
			run("role", "map", "optics", "boss", "--org", "acme")
			if out := run("role", "list", "--org", "acme"); !strings.Contains(out, "member < boss") || strings.Count(out, "boss") != 2 {
				t.Errorf("role list:\n%s", out)
			}
			if out := run("role", "effective", "--org", "acme"); !strings.Contains(out, "ada") || !strings.Contains(out, "boss") {
				t.Errorf("role effective:\n%s", out)
			}
			fail(2, "not in the role list", "role", "map", "optics", "king", "--org", "acme")
			fail(2, "still given", "role", "set", "member", "--org", "acme")
			run("role", "unmap", "Optics", "--org", "acme")
			run("role", "set", "guest", "--org", "acme")
			if out := run("role", "list", "--org", "acme", "--json"); !strings.Contains(out, `"guest"`) || strings.Contains(out, "boss") {
				t.Errorf("role list --json:\n%s", out)
			}
			run("org", "delete", "acme", "--yes")
			if out := run("org", "list", "--json"); strings.Contains(out, "acme") {
				t.Errorf("org list after the deletion:\n%s", out)
			}
		})
	}
}

// provision makes an organisation with a user in a group, the user over SCIM.
func provision(t *testing.T, p *process, org string) {
	t.Helper()
	must(t, "org", "create", org, "--roles", "member,boss", "--admin-url", p.AdminURL)
	token := strings.TrimSpace(must(t, "token", "issue", "--org", org, "--admin-url", p.AdminURL))
	post := func(path, body string) string {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.BaseURL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var made struct{ ID string }
		if err := json.NewDecoder(res.Body).Decode(&made); err != nil || res.StatusCode != 201 {
			t.Fatalf("POST %s: %s %v", path, res.Status, err)
		}
		return made.ID
	}
	user := post("/Users", `{"userName":"ada"}`)
	post("/Groups", `{"displayName":"Optics","members":[{"value":"`+user+`"}]}`)
}

func TestAdminCommandsWithoutServer(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	wantError(t, try(t, "org", "list", "--data", nowhere).err, 2, "no server runs on")
	wantError(t, try(t, "org", "list", "--admin-url", "http://127.0.0.1:1").err, 3, "admin API")
	wantError(t, try(t, "org", "list", "--admin-url", "localhost").err, 2, "not a URL")
	wantError(t, try(t, "health", "--data", nowhere).err, 3, "no server runs on")
	wantError(t, try(t, "health", "--url", "http://127.0.0.1:1").err, 3, "readiness")
	wantError(t, try(t, "org", "frobnicate").err, 2, "frobnicate")
	wantError(t, try(t, "org", "create").err, 2, "ID")
}

func TestAdminToken(t *testing.T) {
	t.Setenv("TEST_ADMIN_TOKEN", "s3cret")
	p := start(t, "--memory", "--admin-token-env", "TEST_ADMIN_TOKEN")
	wantError(t, try(t, "org", "list", "--admin-url", p.AdminURL).err, 2, "admin token")
	if out := must(t, "org", "list", "--admin-url", p.AdminURL, "--admin-token-env", "TEST_ADMIN_TOKEN"); !strings.Contains(out, "dev") {
		t.Errorf("org list with the admin token:\n%s", out)
	}
	if strings.Contains(p.stderr.String(), "s3cret") {
		t.Error("the log shows the admin token")
	}
}
