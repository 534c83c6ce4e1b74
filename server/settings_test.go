package server_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server"
)

func fixedClock() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) }

func TestSettingsOfTheServerAreChecked(t *testing.T) {
	for name, cfg := range map[string]server.Config{
		"unknown switch": {Memory: true, Switches: map[string]string{"gravity": "strict"}},
		"unknown choice": {Memory: true, Switches: map[string]string{"op-case": "awkward"}},
		"unknown defect": {Memory: true, Defects: []string{"resources-nul"}},
		"broken rules":   {Memory: true, Defects: []string{"resources-null"}, DefectRules: map[string][]byte{"x.yaml": []byte("- name: [")}},
		"bad trust":      {Memory: true, EntraTrusts: []server.EntraTrust{{Tenant: "contoso"}}},
	} {
		if srv, err := server.New(t.Context(), cfg); !errors.Is(err, server.ErrConfig) {
			t.Errorf("%s: got %v, %v, want an error that is ErrConfig", name, srv, err)
		}
	}
}

func TestDefectsAreListed(t *testing.T) {
	all, err := server.Defects(nil)
	if err != nil || len(all) < 64 {
		t.Fatalf("got %d defects (%v)", len(all), err)
	}
	for _, d := range all {
		if d.Title == "" || d.Models == "" || d.Source == "" || d.Checks == nil {
			t.Errorf("defect %s does not say what it is: %+v", d.Name, d)
		}
	}
}

// A defect acts in the organisation that has it; one of the server in all of them.
func TestDefects(t *testing.T) {
	const empty = `/Users?filter=userName+eq+%22nobody%22`
	isNull := func(c caller) bool {
		return strings.Contains(c.send("GET", empty, "", nil).Body.String(), `"Resources":null`)
	}
	srv := open(t, server.Config{Memory: true})
	right := newCaller(t, srv, "right", server.Change{})
	wrong := newCaller(t, srv, "wrong", server.Change{TurnOn: []string{"resources-null"}})
	if isNull(right) || !isNull(wrong) {
		t.Errorf("Resources null: %v without the defect, %v with it", isNull(right), isNull(wrong))
	}
	if err := srv.Configure(t.Context(), "wrong", server.Change{TurnOff: []string{"resources-null"}}); err != nil || isNull(wrong) {
		t.Errorf("turned off again: still there %v (%v)", isNull(wrong), err)
	}
	everywhere := open(t, server.Config{Memory: true, Defects: []string{"resources-null"}})
	if c := newCaller(t, everywhere, "acme", server.Change{}); !isNull(c) {
		t.Error("a defect of the server must act in every organisation")
	}
	if err := srv.Configure(t.Context(), "right", server.Change{TurnOn: []string{"resource-null"}}); err == nil || !strings.Contains(err.Error(), "resources-null") {
		t.Errorf("a name that does not exist: got %v, want the near one", err)
	}
}

// Defects of authentication act before anybody is known, so they are the server's.
func TestFrontDefects(t *testing.T) {
	all, err := server.Defects(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if !d.Front {
			continue
		}
		srv := open(t, server.Config{Memory: true, Defects: []string{d.Name}})
		newCaller(t, srv, "acme", server.Change{})
		if err := srv.Configure(t.Context(), "acme", server.Change{TurnOn: []string{d.Name}}); err == nil || !strings.Contains(err.Error(), "before authentication") {
			t.Errorf("%s in an organisation: got %v", d.Name, err)
		}
	}
}

// A resource type of an organisation's own is served like the core ones, to this organisation only.
func TestCustomResourceType(t *testing.T) {
	const urn = "urn:example:params:scim:schemas:2.0:Device"
	srv := open(t, server.Config{DataDir: t.TempDir()})
	acme := newCaller(t, srv, "acme", server.Change{
		Schemas: [][]byte{[]byte(`{"id":"` + urn + `","name":"Device","attributes":[
			{"name":"serial","type":"string","required":true,"uniqueness":"server","mutability":"immutable","caseExact":true},
			{"name":"ports","type":"integer"},{"name":"pin","type":"string","mutability":"writeOnly"},{"name":"hint","type":"string","returned":"request"}]}`)},
		Types: [][]byte{[]byte(`{"name":"Device","endpoint":"/Devices","schema":"` + urn + `"}`)},
	})
	other := newCaller(t, srv, "other", server.Change{})
	body := `{"schemas":["` + urn + `"],"serial":"S1","ports":4,"pin":"1234","hint":"h"}`
	id := acme.create("/Devices", body)
	for _, tc := range []struct {
		c                  caller
		method, path, body string
		want               string
	}{
		{acme, "GET", "/Devices/" + id, "", `200 {"ports":4,"schemas":["` + urn + `"],"serial":"S1"}`},
		{acme, "GET", "/Devices/" + id + "?attributes=hint", "", `200 {"hint":"h","schemas":["` + urn + `"]}`},
		{acme, "POST", "/Devices", body, `409 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"uniqueness","status":"409"}`},
		{acme, "PUT", "/Devices/" + id, strings.Replace(body, "S1", "S2", 1), `400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"mutability","status":"400"}`},
		{acme, "PUT", "/Devices/" + id, strings.Replace(body, "4", "5", 1), `200 {"ports":5,"schemas":["` + urn + `"],"serial":"S1"}`},
		{acme, "PATCH", "/Devices/" + id, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"ports","value":"6"}]}`, `200 {"ports":6,"schemas":["` + urn + `"],"serial":"S1"}`},
		{other, "GET", "/Devices/" + id, "", `404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}`},
		{other, "GET", "/Schemas/" + urn, "", `404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}`},
		{acme, "DELETE", "/Devices/" + id, "", "204"},
		{acme, "GET", "/Devices/" + id, "", `404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}`},
	} {
		if got := tc.c.ask(tc.method, tc.path, tc.body); got != tc.want {
			t.Errorf("%s %s %s\n got %s\nwant %s", tc.method, tc.path, tc.body, got, tc.want)
		}
	}
	for path, want := range map[string]string{"/ResourceTypes/Device": `"endpoint":"/Devices"`, "/Schemas/" + urn: `"serial"`, "/Devices?filter=ports+gt+3&sortBy=ports": `"totalResults":0`} {
		if w := acme.send("GET", path, "", nil); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: got %d %s", path, w.Code, w.Body)
		}
	}
}

// A conflict says what is taken and how it was compared, briefly.
func TestConflictsSayHowTheyCompare(t *testing.T) {
	const urn = "urn:example:params:scim:schemas:2.0:Device"
	srv := open(t, server.Config{Memory: true})
	acme := newCaller(t, srv, "acme", server.Change{
		Schemas: [][]byte{[]byte(`{"id":"` + urn + `","name":"Device","attributes":[{"name":"serial","type":"string","uniqueness":"server","caseExact":true}]}`)},
		Types:   [][]byte{[]byte(`{"name":"Device","endpoint":"/Devices","schema":"` + urn + `"}`)},
	})
	for body, want := range map[string]string{
		`{"schemas":["` + core + `"],"userName":"Ada"}`:                                  "ignores letter case",
		`{"schemas":["` + core + `"],"userName":"` + strings.Repeat("long", 2000) + `"}`: "…",
		`{"schemas":["` + urn + `"],"serial":"S1"}`:                                      "minds letter case",
	} {
		path := "/Users"
		if strings.Contains(body, "serial") {
			path = "/Devices"
			acme.create(path, strings.Replace(body, "S1", "s1", 1)) // another one, by its letter case
		}
		acme.create(path, body)
		w := acme.send("POST", path, body, nil)
		if w.Code != 409 || !strings.Contains(w.Body.String(), want) || w.Body.Len() > 500 {
			t.Errorf("%.100s again: got %d %.600s, want a short 409 with %q", body, w.Code, w.Body, want)
		}
	}
}

// A schema that goes takes its values out of the answers, and nothing breaks.
func TestSchemaIsRemoved(t *testing.T) {
	const urn = "urn:example:badge"
	srv := open(t, server.Config{Memory: true})
	acme := newCaller(t, srv, "acme", server.Change{
		Schemas: [][]byte{[]byte(`{"id":"` + urn + `","name":"Badge","attributes":[{"name":"number","type":"string"}]}`)},
		Types:   [][]byte{[]byte(`{"name":"User","schemaExtensions":[{"schema":"` + urn + `"}]}`)},
	})
	id := acme.create("/Users", `{"schemas":["`+core+`","`+urn+`"],"userName":"a","`+urn+`":{"number":"7"}}`)
	r := httptest.NewRequest("DELETE", "http://127.0.0.1/admin/v1/organisations/acme/schemas/"+urn, nil)
	w := httptest.NewRecorder()
	srv.AdminHandler().ServeHTTP(w, r)
	if w.Code != http.StatusNoContent {
		t.Fatalf("remove the schema: %d %s", w.Code, w.Body)
	}
	if got := acme.ask("GET", "/Users/"+id, ""); got != `200 {"schemas":["`+core+`"],"userName":"a"}` {
		t.Errorf("got %s", got)
	}
	if got := acme.ask("PATCH", "/Users/"+id, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Add","path":"title","value":"T"}]}`); got != `200 {"schemas":["`+core+`"],"title":"T","userName":"a"}` {
		t.Errorf("a change of something else: got %s", got)
	}
}

// An OAuth client gets tokens that work at the SCIM port.
func TestOAuthClient(t *testing.T) {
	srv := open(t, server.Config{Memory: true, Now: fixedClock})
	if err := srv.CreateOrganisation(t.Context(), "acme", ""); err != nil {
		t.Fatal(err)
	}
	admin := func(path, body string) map[string]any {
		r := httptest.NewRequest("POST", "http://127.0.0.1/admin/v1/organisations/acme"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		srv.AdminHandler().ServeHTTP(w, r)
		var out map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != 201 {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		return out
	}
	admin("/clients", `{"id":"hl-int","provider":"acme-entra"}`)
	secret := admin("/clients/hl-int/secrets", `{}`)["value"].(string)
	r := httptest.NewRequest("POST", "/oauth/token", strings.NewReader("grant_type=client_credentials"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth("hl-int", secret)
	w := httptest.NewRecorder()
	srv.Handler().ServeHTTP(w, r)
	var granted struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &granted); err != nil || w.Code != 200 {
		t.Fatalf("token endpoint: %d %s", w.Code, w.Body)
	}
	if got := (caller{t, srv, granted.AccessToken}).send("GET", "/Users", "", nil).Code; got != 200 {
		t.Errorf("the token that was granted: got %d", got)
	}
}

// Names that mean something in core types mean nothing special in others.
func TestAttributesNamedAsInTheCore(t *testing.T) {
	const urn = "urn:example:team"
	srv := open(t, server.Config{DataDir: t.TempDir()})
	acme := newCaller(t, srv, "acme", server.Change{
		Schemas: [][]byte{[]byte(`{"id":"` + urn + `","name":"Team","attributes":[{"name":"members","type":"string","multiValued":true},
			{"name":"groups","type":"string","multiValued":true},{"name":"userName","type":"string"},{"name":"displayName","type":"string","caseExact":true},
			{"name":"active","type":"string"},{"name":"emails","type":"integer"}]}`)},
		Types: [][]byte{[]byte(`{"name":"Team","endpoint":"/Teams","schema":"` + urn + `"}`)},
	})
	body := `{"schemas":["` + urn + `"],"members":["a","b"],"groups":["g"],"userName":"u","displayName":"D","active":"x","emails":7}`
	id, twin := acme.create("/Teams", body), acme.create("/Teams", body)
	for filter, want := range map[string]string{
		`members eq "a"`: `"totalResults":2`, `members eq "c"`: `"totalResults":0`, `groups[value eq "g"]`: `"totalResults":2`, `userName eq "U"`: `"totalResults":2`,
		`displayName eq "d"`: `"totalResults":0`, `displayName eq "D"`: `"totalResults":2`, `active eq "x"`: `"totalResults":2`, `emails gt 6`: `"totalResults":2`,
	} {
		if w := acme.send("GET", "/Teams?filter="+url.QueryEscape(filter), "", nil); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: got %d %s, want %s", filter, w.Code, w.Body, want)
		}
	}
	for _, path := range []string{"/Teams/" + id, "/Teams/" + twin + "?attributes=members,groups,userName,displayName,active,emails"} {
		if got := acme.ask("GET", path, ""); !strings.Contains(got, `"members":["a","b"]`) || !strings.Contains(got, `"groups":["g"]`) || !strings.Contains(got, `"emails":7`) {
			t.Errorf("%s: got %s", path, got)
		}
	}
	patch := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":["c"]},{"op":"remove","path":"groups"}]}`
	if got := acme.ask("PATCH", "/Teams/"+id, patch); !strings.Contains(got, `"members":["a","b","c"]`) || strings.Contains(got, "groups") {
		t.Errorf("PATCH: got %s", got)
	}
}

// A resource type of its own may refer to resources under the names that groups and users use.
func TestReferencesNamedAsInTheCore(t *testing.T) {
	const urn = "urn:example:crew"
	refs := `"type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"},{"name":"$ref","type":"reference","referenceTypes":["User"]},{"name":"type","type":"string"}]`
	srv := open(t, server.Config{DataDir: t.TempDir()})
	acme := newCaller(t, srv, "acme", server.Change{
		Schemas: [][]byte{[]byte(`{"id":"` + urn + `","name":"Crew","attributes":[{"name":"members",` + refs + `},{"name":"groups",` + refs + `}]}`)},
		Types:   [][]byte{[]byte(`{"name":"Crew","endpoint":"/Crews","schema":"` + urn + `"}`)},
	})
	id := acme.create("/Crews", `{"schemas":["`+urn+`"],"members":[{"value":"U1"}],"groups":[{"value":"G1"}]}`)
	for filter, want := range map[string]string{
		`members eq "U1"`: `"totalResults":1`, `members[value eq "U1"]`: `"totalResults":1`, `members.value eq "U2"`: `"totalResults":0`,
		`groups eq "G1"`: `"totalResults":1`, `groups[value eq "G1"]`: `"totalResults":1`,
	} {
		if w := acme.send("GET", "/Crews?filter="+url.QueryEscape(filter), "", nil); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: got %d %s, want %s", filter, w.Code, w.Body, want)
		}
	}
	patch := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":[{"value":"U2"}]},{"op":"remove","path":"members[value eq \"U1\"]"}]}`
	if got := acme.ask("PATCH", "/Crews/"+id, patch); !strings.Contains(got, `"members":[{"value":"U2"}]`) {
		t.Errorf("PATCH: got %s", got)
	}
}
