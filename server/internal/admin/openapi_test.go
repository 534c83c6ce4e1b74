package admin_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/entrasim/entrasim/server/internal/admin"
)

func TestOpenAPIDocument(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(admin.OpenAPI())
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Errorf("validate: %v", err)
	}
	documented := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			documented[method+" "+path] = true
			if op.OperationID == "" || op.Summary == "" {
				t.Errorf("%s %s lacks an operationId or a summary", method, path)
			}
		}
	}
	mounted := map[string]bool{}
	for _, r := range newPlane(t, "").api.Routes() {
		mounted[r.Method+" "+r.Pattern] = true
	}
	if got, want := strings.Join(slices.Sorted(maps.Keys(documented)), "\n"), strings.Join(slices.Sorted(maps.Keys(mounted)), "\n"); got != want {
		t.Errorf("the document and the mount table differ\ndocument:\n%s\nmounted:\n%s", got, want)
	}
}

// Every operation is used as a caller would use it; plane.do holds each exchange against the document.
func TestEveryOperation(t *testing.T) {
	p := newPlane(t, "")
	const acme = "/admin/v1/organisations/acme"
	p.do("GET", "/healthz", "", 200)
	p.do("GET", "/readyz", "", 200)
	p.do("GET", "/metrics", "", 200)
	p.do("GET", "/openapi.json", "", 200)
	p.do("POST", "/admin/v1/organisations", `{"id":"acme","name":"Acme Ltd"}`, 201)
	p.do("GET", "/admin/v1/organisations", "", 200)
	p.do("GET", acme, "", 200)
	p.do("POST", acme+"/providers", `{"id":"acme-okta"}`, 201)
	p.do("GET", acme+"/providers", "", 200)
	p.do("DELETE", acme+"/providers/acme-okta", "", 204)

	issued := p.do("POST", acme+"/tokens", `{"provider":"acme-entra","label":"first","expiresIn":"24h"}`, 201)
	secret, _ := issued["secret"].(string)
	id, _ := issued["id"].(string)
	if !strings.HasSuffix(secret, ":acme-entra") || issued["state"] != "live" || issued["expires"] != "2026-03-03T08:00:00Z" {
		t.Errorf("issued token: got %v", issued)
	}
	p.now = p.now.Add(time.Second) // tokens are listed by time of issue
	p.do("POST", acme+"/tokens", `{"provider":"acme-entra","expires":"2026-03-02T09:00:00Z","readOnly":true}`, 201)
	p.do("DELETE", acme+"/tokens/"+id, "", 204)
	p.now = p.now.AddDate(0, 0, 1).Add(-1)
	list := p.do("GET", acme+"/tokens?provider=acme-entra", "", 200)["tokens"].([]any)
	for i, state := range []string{"revoked", "expired"} {
		if got := list[i].(map[string]any)["state"]; got != state {
			t.Errorf("state of token %d: got %v, want %s", i, got, state)
		}
		if list[i].(map[string]any)["secret"] != nil {
			t.Error("the list shows a secret")
		}
	}

	p.do("PUT", acme+"/roles", `{"roles":["member","boss"]}`, 200)
	if got := p.do("GET", acme+"/roles", "", 200)["roles"].([]any); len(got) != 2 || got[0] != "member" {
		t.Errorf("roles: got %v", got)
	}
	p.group("g1", "Optics")
	if got := p.do("POST", acme+"/role-mappings", `{"group":"optics","role":"boss"}`, 201); got["groupId"] != "g1" {
		t.Errorf("mapping by displayName: got %v", got)
	}
	p.do("GET", acme+"/role-mappings", "", 200)
	p.do("GET", acme+"/effective-roles", "", 200)
	p.do("DELETE", acme+"/role-mappings/g1", "", 204)
	for _, what := range []string{"users", "groups"} {
		p.do("GET", acme+"/"+what+"?filter=userName+pr&startIndex=1&count=5", "", 200)
		p.do("GET", acme+"/"+what+"/1", "", 200)
	}
	p.everySetting(acme)
	p.everyClient(acme)
	p.do("GET", acme+"/resources/User?count=1", "", 200)
	p.do("GET", acme+"/resources/User/1", "", 200)
	p.do("GET", "/admin/v1/exchanges?organisation=acme&limit=2", "", 200)
	p.copied, p.copySize = strings.NewReader("SQLite format 3"), 15
	p.do("GET", "/admin/v1/backup", "", 200)
	p.do("DELETE", acme, "", 204)
	for _, r := range p.api.Routes() {
		if !p.seen[r.Method+" "+r.Pattern] {
			t.Errorf("%s %s was never tried", r.Method, r.Pattern)
		}
	}
}
