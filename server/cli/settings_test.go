package cli_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const badgeURN = "urn:example:params:scim:schemas:2.0:Badge"

func TestOrgSet(t *testing.T) {
	p := start(t, "--memory")
	where := []string{"--admin-url", p.AdminURL}
	set := func(args ...string) string {
		t.Helper()
		return must(t, append(append([]string{"org", "set", "dev"}, args...), where...)...)
	}
	fail := func(message string, args ...string) {
		t.Helper()
		wantError(t, try(t, append(args, where...)...).err, 2, message)
	}
	out := set("--mood", "strict", "--switch", "op-case=entra,page-size=awkward", "--seed", "7", "--limit", "maxResults=50", "--limit", "rate=2.5")
	for _, want := range []string{"mood                 strict", "op-case=entra page-size=awkward", "maxResults=50 rate=2.5", "seed                 7"} {
		if !strings.Contains(out, want) {
			t.Errorf("org set lacks %q:\n%s", want, out)
		}
	}
	if out := must(t, append([]string{"org", "list"}, where...)...); !strings.Contains(out, "strict") {
		t.Errorf("org list shows the mood in effect, got:\n%s", out)
	}
	if out := set("--switch", "op-case=", "--defect", "resources-null", "--defect", "etag-volatile", "--no-defect", "etag-volatile"); strings.Contains(out, "op-case") || !strings.Contains(out, "resources-null\n") {
		t.Errorf("org set:\n%s", out)
	}
	var shown struct {
		Mood     string
		Switches map[string]string
		Settings struct{ Defects []string }
	}
	if err := json.Unmarshal([]byte(must(t, append([]string{"org", "show", "dev", "--json"}, where...)...)), &shown); err != nil ||
		shown.Mood != "strict" || shown.Switches["op-case"] != "strict" || shown.Switches["page-size"] != "awkward" || len(shown.Settings.Defects) != 1 {
		t.Errorf("org show --json: %+v (%v)", shown, err)
	}
	if out := set("--file", write(t, "s.json", `{"version":1,"mood":"awkward","defects":["resources-null"]}`), "--no-defects"); !strings.Contains(out, "mood                 awkward") || !strings.Contains(out, "defects              -") {
		t.Errorf("a file, then the flags:\n%s", out)
	}
	fail("switches.opcase is not a switch", "org", "set", "dev", "--switch", "opcase=strict")
	fail(`"op-case" has no choice`, "org", "set", "dev", "--switch", "op-case")
	fail(`mood is "sad"`, "org", "set", "dev", "--mood", "sad")
	fail("did you mean resources-null?", "org", "set", "dev", "--defect", "resource-null")
	fail(`"maxResults" has no number`, "org", "set", "dev", "--limit", "maxResults")
	fail("cannot be read", "org", "set", "dev", "--limit", "rate=1", "--limit", "rate=2")
	fail("maxresults is not known here", "org", "set", "dev", "--limit", "maxresults=1")
	fail("s.json:1:1: has no version", "org", "set", "dev", "--file", write(t, "s.json", `{"mood":"strict"}`))
	fail("read nowhere.json", "org", "set", "dev", "--file", "nowhere.json")
	fail("does not exist", "org", "show", "nobody")
	fail("mood is", "org", "set", "dev", "--mood", "sad", "--switch", "x=y") // two problems on one line
}

func TestSchemaCommands(t *testing.T) {
	p := start(t, "--memory")
	where := []string{"--admin-url", p.AdminURL}
	run := func(args ...string) string { t.Helper(); return must(t, append(args, where...)...) }
	fail := func(message string, args ...string) {
		t.Helper()
		wantError(t, try(t, append(args, where...)...).err, 2, message)
	}
	badge := write(t, "badge.json", `{"id":"`+badgeURN+`","name":"Badge","attributes":[{"name":"number","type":"string"}]}`)
	device := write(t, "device.json", strings.ReplaceAll(`{"id":"`+badgeURN+`","name":"Badge","attributes":[{"name":"number","type":"string"}]}`, "Badge", "Device"))
	typ := write(t, "type.json", `{"name":"Device","endpoint":"/Devices","schema":"`+strings.Replace(badgeURN, "Badge", "Device", 1)+`"}`)
	run("schema", "add", badge, "--extends", "User", "--required")
	run("schema", "add", device)
	if out := run("schema", "add", typ); !strings.Contains(out, "User Group Device") {
		t.Errorf("schema add:\n%s", out)
	}
	out := run("schema", "list")
	for _, want := range []string{"/Devices", badgeURN + " (required)", "extends User (required)", "base of Device"} {
		if !strings.Contains(out, want) {
			t.Errorf("schema list lacks %q:\n%s", want, out)
		}
	}
	var list struct {
		Schemas       []struct{ ID string }
		ResourceTypes []struct{ Name string }
	}
	if err := json.Unmarshal([]byte(run("schema", "list", "--json")), &list); err != nil || len(list.Schemas) != 2 || len(list.ResourceTypes) != 3 {
		t.Errorf("schema list --json: %+v (%v)", list, err)
	}
	fail("bad.json:2:15: attributes[0].type is \"strng\"", "schema", "add", write(t, "bad.json", `{"id":"urn:example:x","name":"X","attributes":[{"name":"a",`+"\n       \"type\":\"strng\"}]}"))
	fail("go with schemas", "schema", "add", typ, "--extends", "User")
	fail("means nothing without extends", "schema", "add", badge, "--required")
	fail("names no schema", "schema", "remove", strings.Replace(badgeURN, "Badge", "Device", 1))
	fail("has no resource type", "schema", "remove", "Group")
	run("schema", "remove", "Device")
	run("schema", "remove", badgeURN)
	if out := run("schema", "list"); strings.Contains(out, "Badge") || strings.Contains(out, "/Devices") {
		t.Errorf("schema list after removal:\n%s", out)
	}
}

func TestSwitchesAndDefects(t *testing.T) {
	all := must(t, "switches")
	for _, want := range []string{"op-case  (PATCH)", "evidence  Q04", "awkward   "} {
		if !strings.Contains(all, want) {
			t.Errorf("switches lacks %q", want)
		}
	}
	var table struct {
		Switches []struct {
			Name    string
			Choices []string
		}
	}
	if err := json.Unmarshal([]byte(must(t, "switches", "op-case", "--json")), &table); err != nil || len(table.Switches) != 1 || len(table.Switches[0].Choices) != 2 {
		t.Errorf("switches op-case --json: %+v (%v)", table, err)
	}
	if out := must(t, "switches", "--markdown"); !strings.HasPrefix(out, "| switch |") {
		t.Errorf("switches --markdown:\n%.100s", out)
	}
	wantError(t, try(t, "switches", "gravity").err, 2, `no switch "gravity"`)
	p := start(t, "--memory", "--mood", "strict", "--switch", "op-case=entra", "--defect", "resources-null")
	if out := must(t, "switches", "op-case", "--org", "dev", "--admin-url", p.AdminURL); !strings.Contains(out, "= entra") {
		t.Errorf("switches --org:\n%s", out)
	}
	if out := must(t, "switches", "accept", "--org", "dev", "--admin-url", p.AdminURL); !strings.Contains(out, "= strict") {
		t.Errorf("switches --org:\n%s", out)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.BaseURL+"/Users", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+p.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var body map[string]any
	if err := json.NewDecoder(res.Body).Decode(&body); err != nil || body["Resources"] != nil {
		t.Errorf("serve --defect resources-null: got %v (%v)", body, err)
	}

	if out := must(t, "defects"); !strings.Contains(out, "resources-null ") {
		t.Error("defects lacks resources-null")
	}
	if out := must(t, "defects", "resources-null"); !strings.Contains(out, "Q32") || !strings.Contains(out, "LST-002") {
		t.Errorf("defects resources-null:\n%s", out)
	}
	var one struct{ Name string }
	if err := json.Unmarshal([]byte(must(t, "defects", "resources-null", "--json")), &one); err != nil || one.Name != "resources-null" {
		t.Errorf("defects resources-null --json: %+v (%v)", one, err)
	}
	var list struct{ Defects []struct{ Name string } }
	if err := json.Unmarshal([]byte(must(t, "defects", "--json")), &list); err != nil || len(list.Defects) < 64 {
		t.Errorf("defects --json: %d (%v)", len(list.Defects), err)
	}
	wantError(t, try(t, "defects", "x").err, 2, `no defect "x"`)
	for _, args := range [][]string{{"--switch", "op-case"}, {"--switch", "op-case="}, {"--switch", "gravity=strict"}, {"--defect", "x"}, {"--mood", "sad"}, {"--trust-tenant", "contoso"}, {"--trust-tenant", "contoso=acme"}, {"--trust-keys", "without --trust-tenant"}} {
		r := try(t, append([]string{"serve", "--memory", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"}, args...)...)
		wantError(t, r.err, 2, strings.Split(args[1], "=")[0])
	}
}

func TestClientCommands(t *testing.T) {
	p := start(t, "--memory")
	where := []string{"--admin-url", p.AdminURL}
	run := func(args ...string) string { t.Helper(); return must(t, append(args, where...)...) }
	fail := func(message string, args ...string) {
		t.Helper()
		wantError(t, try(t, append(args, where...)...).err, 2, message)
	}
	run("client", "register", "hl", "--lifetime", "2h", "--scopes", "scim")
	secret := strings.TrimSpace(run("client", "secret", "hl", "--label", "first"))
	if len(secret) != 43 {
		t.Errorf("client secret prints %q, want the secret alone", secret)
	}
	var list struct {
		Clients []struct {
			ID      string
			Secrets []struct{ ID, State string }
		}
	}
	text := run("client", "list", "--json")
	if err := json.Unmarshal([]byte(text), &list); err != nil || len(list.Clients) != 1 || list.Clients[0].Secrets[0].State != "live" || strings.Contains(text, secret) {
		t.Errorf("client list --json: %s (%v)", text, err)
	}
	run("client", "revoke", "hl", list.Clients[0].Secrets[0].ID)
	if out := run("client", "list"); !strings.Contains(out, "revoked") || strings.Contains(out, secret) {
		t.Errorf("client list:\n%s", out)
	}
	const guid = "7fe81447-da57-4385-becb-6de57f21477e"
	run("client", "register", "fed", "--federation", write(t, "f.json", `{"tenant":"`+guid+`","subject":"`+guid+`","appId":"`+guid+`"}`))
	fail("exists already", "client", "register", "fed")
	fail("would live", "client", "register", "short", "--lifetime", "1m")
	fail("read ", "client", "register", "x", "--federation", write(t, "f.json", `{"tenant":`))
	run("client", "remove", "fed")
	fail(`no client "fed"`, "client", "remove", "fed")
}

func TestDatabaseURLIsMasked(t *testing.T) {
	t.Parallel() // waits for a database that is not there
	for url, want := range map[string]string{
		"postgres://scim:hunter2@db.example.com/scim?sslmode=require": "postgres://scim:***@db.example.com/scim?sslmode=require",
		"postgresql://db/scim?user=u&password=hunter2":                "password=***",
		"postgres://scim:hun%ter2@db/scim":                            "postgres://***",
	} {
		out := must(t, "serve", "--data", url, "--print-config")
		if strings.Contains(out, "hunter2") || strings.Contains(out, "hun%ter2") || !strings.Contains(out, want) {
			t.Errorf("--print-config with %s:\n%s", url, out)
		}
	}
	r := try(t, "serve", "--data", "postgres://scim:hunter2@127.0.0.1:1/scim?connect_timeout=1", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	wantError(t, r.err, 3, "open the store")
	if strings.Contains(r.err.Error()+r.stderr, "hunter2") {
		t.Errorf("the password is told: %v\n%s", r.err, r.stderr)
	}
}

// Repeatable flags come from a file as a list and go back into one.
func TestRepeatableFlagsInFiles(t *testing.T) {
	file := write(t, "serve.yaml", "memory: true\nswitch: [op-case=strict, accept=strict]\ndefect: resources-null\n")
	out := must(t, "serve", "--config", file, "--print-config")
	if again := must(t, "serve", "--config", write(t, "again.yaml", out), "--print-config"); again != out || !strings.Contains(out, "- op-case=strict\n- accept=strict") {
		t.Errorf("print-config, read again:\n%s\nfirst:\n%s", again, out)
	}
	t.Setenv("ENTRASIM_SWITCH", "op-case=entra,accept=entra")
	if out := must(t, "serve", "--config", file, "--print-config"); !strings.Contains(out, "- op-case=entra\n- accept=entra\n") || strings.Contains(out, "strict") {
		t.Errorf("the environment goes over the file:\n%s", out)
	}
	wantError(t, try(t, "serve", "--config", write(t, "bad.yaml", "switch: [{a: b}]\n"), "--print-config").err, 2, `key "switch"`)
}
