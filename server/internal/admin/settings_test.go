package admin_test

import (
	"errors"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

const (
	badgeURN = "urn:example:params:scim:schemas:2.0:Badge"
	badge    = `{"id":"` + badgeURN + `","name":"Badge","attributes":[{"name":"number","type":"string"}]}`
)

// everySetting uses the operations on settings as a caller would.
func (p *plane) everySetting(org string) {
	p.t.Helper()
	fresh := p.do("GET", org+"/settings", "", 200)
	if fresh["version"] != 0.0 || fresh["mood"] != "entra" || fresh["switches"].(map[string]any)["op-case"] != "entra" {
		p.t.Errorf("settings of a new organisation: got %v", fresh)
	}
	got := p.do("PATCH", org+"/settings", `{"mood":"strict","seed":7,"switches":{"op-case":"entra","page-size":"awkward"},"turnOn":["resources-null"],"limits":{"maxResults":20,"rate":2.5}}`, 200)
	switches, limits := got["switches"].(map[string]any), got["limits"].(map[string]any)
	if got["version"] != 1.0 || got["mood"] != "strict" || switches["op-case"] != "entra" || switches["accept"] != "strict" || switches["page-size"] != "awkward" ||
		limits["maxResults"] != 20.0 || limits["rate"] != 2.5 || limits["members"] == 0.0 {
		p.t.Errorf("after the change: got %v", got)
	}
	got = p.do("PATCH", org+"/settings", `{"switches":{"op-case":null},"turnOff":["resources-null"],"limits":{}}`, 200)
	if got["switches"].(map[string]any)["op-case"] != "strict" || got["limits"].(map[string]any)["maxResults"] == 20.0 {
		p.t.Errorf("null goes back to the mood, no limits to the defaults: got %v", got)
	}
	p.do("PUT", org+"/settings", `{"version":1,"mood":"awkward","defects":["resources-null"]}`, 200)

	p.do("POST", org+"/schemas?extends=User&required=true", badge, 201)
	own := p.do("GET", org+"/schemas", "", 200)["schemas"].([]any)[0].(map[string]any)
	if own["id"] != badgeURN || own["name"] != "Badge" || len(own["extends"].([]any)) != 1 || own["extends"].([]any)[0].(map[string]any)["required"] != true {
		p.t.Errorf("schemas: got %v", own)
	}
	device := strings.NewReplacer("Badge", "Device", "number", "serial").Replace(badge)
	p.do("POST", org+"/schemas", device, 201)
	got = p.do("POST", org+"/resource-types", `{"name":"Device","endpoint":"/Devices","schema":"`+strings.Replace(badgeURN, "Badge", "Device", 1)+`"}`, 201)
	if types := got["resourceTypes"].([]any); len(types) != 3 || types[2] != "Device" {
		p.t.Errorf("resource types: got %v", types)
	}
	last := p.do("GET", org+"/resource-types", "", 200)["resourceTypes"].([]any)[2].(map[string]any)
	if last["endpoint"] != "/Devices" || last["own"] != true {
		p.t.Errorf("resource types: got %v", last)
	}
	p.do("DELETE", org+"/resource-types/Device", "", 204)
	p.do("DELETE", org+"/schemas/"+url.PathEscape(badgeURN), "", 204)
	p.do("GET", "/admin/v1/switches", "", 200)
	if list := p.do("GET", "/admin/v1/defects", "", 200)["defects"].([]any); len(list) != 1 {
		p.t.Errorf("defects: got %v", list)
	}
}

// everyClient uses the operations on OAuth clients as a caller would.
func (p *plane) everyClient(org string) {
	p.t.Helper()
	const federation = `{"tenant":"7fe81447-da57-4385-becb-6de57f21477e","subject":"0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d","appId":"11111111-2222-4333-8444-555555555555"}`
	made := p.do("POST", org+"/clients", `{"id":"hl-int","provider":"acme-entra","lifetime":"2h","federations":[`+federation+`]}`, 201)
	if made["lifetime"] != "2h0m0s" || len(made["secrets"].([]any)) != 0 || len(made["federations"].([]any)) != 1 {
		p.t.Errorf("new client: got %v", made)
	}
	secret := p.do("POST", org+"/clients/hl-int/secrets", `{"label":"first"}`, 201)
	if secret["value"] == "" || secret["state"] != "live" || secret["client"] != "hl-int" {
		p.t.Errorf("new secret: got %v", secret)
	}
	p.do("PUT", org+"/clients/hl-int/federations", `{"federations":[]}`, 200)
	p.do("DELETE", org+"/clients/hl-int/secrets/"+secret["id"].(string), "", 204)
	list := p.do("GET", org+"/clients", "", 200)["clients"].([]any)
	kept := list[0].(map[string]any)["secrets"].([]any)[0].(map[string]any)
	if kept["state"] != "revoked" || kept["value"] != nil || kept["hash"] != nil {
		p.t.Errorf("the list shows the state of a secret and nothing of the secret, got %v", kept)
	}
	p.do("DELETE", org+"/clients/hl-int", "", 204)
}

func TestSettingsRefusals(t *testing.T) {
	p := newPlane(t, "")
	const acme = "/admin/v1/organisations/acme"
	p.do("POST", "/admin/v1/organisations", `{"id":"acme"}`, 201)
	for _, tc := range []struct {
		method, target, body string
		status               int
		want, hint           string
	}{
		{"PATCH", acme + "/settings", `{"mod":"strict"}`, 400, "not what this operation takes", "openapi.json"},
		{"PATCH", acme + "/settings", `{"mood":"strickt"}`, 400, `mood is "strickt", which is unknown`, "did you mean strict?"},
		{"PATCH", acme + "/settings", `{"switches":{"opcase":"strict"}}`, 400, "switches.opcase is not a switch", "did you mean op-case?"},
		{"PATCH", acme + "/settings", `{"turnOn":["x"]}`, 400, `there is no defect "x"`, "entrasim defects"},
		{"PATCH", acme + "/settings", `{"limits":{"maxResults":0}}`, 400, "maxResults must be a whole number", ""},
		{"PUT", acme + "/settings", "{\n\"mood\":\"strict\"}", 400, "1:1: has no version", `add "version"`},
		{"PUT", acme + "/settings", `{"version":1,"defects":["x","y"]}`, 400, "1:25: defects[0] cannot be turned on", ""},
		{"POST", acme + "/schemas", "{\n \"id\":\"x\"}", 400, "2:7: id is not a URN; write it like", ""},
		{"POST", acme + "/schemas?extends=User", `{"name":"x"}`, 400, "1:1: has no id", ""},
		{"POST", acme + "/schemas?extends=Usr", badge, 400, "resourceTypes[0] has no endpoint", ""},
		{"POST", acme + "/schemas?required=true", badge, 400, "means nothing without extends", "extends="},
		{"POST", acme + "/schemas?required=perhaps", badge, 400, `required="perhaps" is not a boolean`, "true or false"},
		{"POST", acme + "/resource-types", `{"name":"Device"}`, 400, "has no endpoint", ""},
		{"DELETE", acme + "/schemas/urn:x", "", 404, `has no schema "urn:x" of its own`, "schema list"},
		{"DELETE", acme + "/resource-types/User", "", 404, `has no resource type "User" of its own`, ""},
		{"GET", "/admin/v1/organisations/other/settings", "", 404, `organisation "other" does not exist`, "org list"},
		{"GET", "/admin/v1/organisations/other/clients", "", 404, `organisation "other" does not exist`, "org list"},
		{"POST", acme + "/clients", `{"id":"a b","provider":"p"}`, 400, `client id "a b" cannot be used`, "letters"},
		{"POST", acme + "/clients", `{"id":"ab","provider":"p","lifetime":"soon"}`, 400, `lifetime "soon" is not a duration`, "1h"},
		{"DELETE", acme + "/clients/none", "", 404, `has no client "none"`, "list its clients"},
	} {
		got := p.do(tc.method, tc.target, tc.body, tc.status)
		message, _ := got["error"].(string)
		hint, _ := got["hint"].(string)
		if !strings.Contains(message, tc.want) || !strings.Contains(hint, tc.hint) {
			t.Errorf("%s %s %s:\n got %q, hint %q\nwant … %s …, hint … %s …", tc.method, tc.target, tc.body, message, hint, tc.want, tc.hint)
		}
	}
	p.defects = errors.New("rules cannot be read")
	w := httptest.NewRecorder()
	p.api.ServeHTTP(w, httptest.NewRequest("GET", "http://127.0.0.1/admin/v1/defects", nil))
	if w.Code != 500 || strings.Contains(w.Body.String(), "rules") {
		t.Errorf("the server's own failure: got %d %s", w.Code, w.Body)
	}
}
