package httpapi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/httpapi"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
)

// badges serves the User type and a custom one whose attributes have every mutability.
func badges(c *httpapi.Config) {
	badge := schema.NewSchema("urn:example:Badge", "Badge", "A badge.",
		&schema.Attribute{Name: "number", Required: true, CaseExact: true, Mutability: schema.Immutable, Uniqueness: schema.Server},
		&schema.Attribute{Name: "label"},
		&schema.Attribute{Name: "level", Type: schema.Integer},
		&schema.Attribute{Name: "printed", Type: schema.DateTime, Mutability: schema.ReadOnly},
		&schema.Attribute{Name: "pin", Mutability: schema.WriteOnly, Returned: schema.Never},
		&schema.Attribute{Name: "photo", Returned: schema.Request},
	)
	core := schema.Core()
	user := schema.NewResourceType("User", "User", "/Users", core.Schema("urn:ietf:params:scim:schemas:core:2.0:User"))
	c.Registry = schema.NewRegistry(append(core.Schemas(), badge), user, schema.NewResourceType("Badge", "Badge", "/Badges", badge))
}

// PUT by mutability (RFC 7644 §3.5.1), on a custom resource type.
func TestReplaceByMutability(t *testing.T) {
	tg := newTarget(t).with(badges)
	made := tg.want(201, tg.do("POST", "/Badges", `{"number":"A1","label":"x","level":3,"printed":"2026-01-01T00:00:00Z","pin":"1234","photo":"p"}`))
	id := made.id()
	if made.get("printed") != nil || made.get("pin") != nil || made.get("photo") != nil || made.get("number") != "A1" || made.get("level") != 3.0 {
		t.Errorf("POST: got %s, want no readOnly, writeOnly or requested value", made.Body)
	}
	put := func(status int, body string) answer {
		t.Helper()
		return tg.want(status, tg.do("PUT", "/Badges/"+id, body))
	}
	tg.wantError(400, "mutability", tg.do("PUT", "/Badges/"+id, `{"number":"A2","label":"y"}`)) // PUT-008
	if a := put(200, `{"number":"A1","label":"y","printed":"2027-01-01T00:00:00Z","id":"z","meta":{"version":"7"}}`); a.get("label") != "y" || a.get("level") != nil || a.get("printed") != nil || a.id() != id {
		t.Errorf("PUT: got %s, want label y, level cleared (PUT-004), readOnly ignored (PUT-006, PUT-007)", a.Body)
	}
	tg.wantError(400, "invalidValue", tg.do("PUT", "/Badges/"+id, `{"label":"y"}`)) // PUT-009
	if a := tg.want(200, tg.do("GET", "/Badges/"+id+"?attributes=photo", "")); a.get("photo") != nil || a.get("label") != nil {
		t.Errorf("attributes=photo after PUT without it: got %s", a.Body)
	}
	other := tg.want(201, tg.do("POST", "/Badges", `{"number":"A2","photo":"q"}`)).id()
	if a := tg.want(200, tg.do("GET", "/Badges/"+other+"?attributes=photo", "")); a.get("photo") != "q" {
		t.Errorf("attributes=photo: got %s", a.Body)
	}
	tg.wantError(409, "uniqueness", tg.do("POST", "/Badges", `{"number":"A2"}`))
	tg.want(201, tg.do("POST", "/Badges", `{"number":"a2"}`)) // case-exact
	tg.wantError(400, "mutability", tg.do("PATCH", "/Badges/"+id, patchHead+`[{"op":"replace","path":"number","value":"A9"}]}`))
	if got := tg.want(200, tg.do("GET", "/Badges?filter=number+eq+%22A2%22&sortBy=number", "")).ids(); len(got) != 1 || got[0] != other {
		t.Errorf("filter by the unique attribute: got %v", got)
	}
	if a := tg.want(200, tg.do("POST", "/.search", searchHead+`,"filter":"number pr","sortBy":"number"}`)); a.get("totalResults") != 3.0 {
		t.Errorf("root search over custom types: got %s", a.Body)
	}
	if a := tg.bulk(post("/Badges", "b", `{"number":"B1"}`)); statuses(a) != "201" {
		t.Errorf("bulk of a custom type: got %s", a.Body)
	}
}

// PUT-011, PUT-012, PUT-014.
func TestReplaceUsers(t *testing.T) {
	tg := newTarget(t)
	id, other := tg.user("ada"), tg.user("bob")
	body := `{"userName":"Ada","emails":[{"value":"a@x","type":"work"}],"` + urnEnt + `":{"department":"D"}}`
	first := tg.want(200, tg.do("PUT", "/Users/"+id, body))
	second := tg.want(200, tg.do("PUT", "/Users/"+id, body))
	if first.Body.String() != second.Body.String() || first.Header().Get("ETag") != `W/"2"` {
		t.Errorf("replaced twice:\n%s\n%s", first.Body, second.Body)
	}
	if len(first.get("schemas").([]any)) != 2 {
		t.Errorf("schemas: got %v, want the extension too", first.get("schemas"))
	}
	bare := tg.want(200, tg.do("PUT", "/Users/"+id, `{"userName":"Ada","emails":[],"title":null}`))
	if bare.get(urnEnt) != nil || len(bare.get("schemas").([]any)) != 1 || bare.get("emails") != nil {
		t.Errorf("PUT without the extension: got %s", bare.Body)
	}
	before := tg.dump()
	tg.wantError(409, "uniqueness", tg.do("PUT", "/Users/"+other, `{"userName":"ADA"}`))
	tg.wantError(404, "", tg.do("PUT", "/Users/nobody", `{"userName":"x"}`))
	if tg.dump() != before {
		t.Errorf("a refused PUT changed something (PUT-010, PUT-013)")
	}
}

// ATT-004, ATT-005, ATT-012: projection holds for the answers of every verb.
func TestProjectionOnEveryVerb(t *testing.T) {
	tg := newTarget(t)
	user := tg.user("ada")
	group := tg.group("Optics", user)
	body := `{"userName":"ada","title":"x","nickName":"y","name":{"givenName":"A","familyName":"L"}}`
	ops := patchHead + `[{"op":"replace","path":"title","value":"x"}]}`
	rename := patchHead + `[{"op":"replace","path":"displayName","value":"Optics"}]}`
	for _, tt := range []struct{ method, path, body, query, has, not string }{
		{"PUT", "/Users/" + user, body, "attributes=title", "id schemas title", "userName meta nickName"},
		{"PUT", "/Users/" + user, body, "excludedAttributes=title,name.givenName,id", "id schemas userName meta name", "title"},
		{"PATCH", "/Users/" + user, ops, "attributes=name.givenName", "id name", "title meta"},
		{"PATCH", "/Users/" + user, ops, "excludedAttributes=meta", "id title userName", "meta"},
		{"PATCH", "/Users/" + user, ops, "attributes=title&excludedAttributes=title", "id title", "userName"},
		{"PATCH", "/Groups/" + group, rename, "attributes=members", "id members", "displayName meta"},
		{"PUT", "/Groups/" + group, `{"displayName":"Optics","members":[{"value":"` + user + `"}]}`, "excludedAttributes=members", "id displayName", "members"},
		{"GET", "/Groups/" + group, "", "excludedAttributes=members", "id displayName", "members"},
		{"GET", "/Users/" + user, "", "attributes=groups.value", "id groups", "userName"},
		{"GET", "/Users/" + user, "", "excludedAttributes=groups", "id userName", "groups"},
	} {
		a := tg.want(200, tg.do(tt.method, tt.path+"?"+tt.query, tt.body))
		for _, name := range strings.Fields(tt.has) {
			if a.get(name) == nil {
				t.Errorf("%s %s?%s lacks %s: %s", tt.method, tt.path, tt.query, name, a.Body)
			}
		}
		for _, name := range strings.Fields(tt.not) {
			if a.get(name) != nil {
				t.Errorf("%s %s?%s has %s: %s", tt.method, tt.path, tt.query, name, a.Body)
			}
		}
	}
	if a := tg.do("PATCH", "/Groups/"+group+"?excludedAttributes=members", rename); a.Code != 204 {
		t.Errorf("PATCH of a group without attributes: got %d, want 204", a.Code)
	}
}

// Passwords are kept as hashes, given on every verb, and never come back (changePassword, ATT-013, MEE-004).
func TestPasswords(t *testing.T) {
	tg := newTarget(t)
	sc := resources.Scope{Organisation: "dev", Mode: schema.ModeEntra()}
	user := schema.Core().ResourceType("User")
	is := func(id, password string, want bool) {
		t.Helper()
		got, err := tg.config.Resources.CheckPassword(t.Context(), sc, user, id, password)
		if err != nil || got != want {
			t.Errorf("CheckPassword(%q): got %v, %v, want %v", password, got, err, want)
		}
	}
	quiet := func(a answer) answer {
		t.Helper()
		if text := a.Body.String(); strings.Contains(text, "password") || strings.Contains(text, "argon2") || strings.Contains(text, "s3cret") {
			t.Errorf("the answer shows the password: %s", text)
		}
		return a
	}
	id := quiet(tg.want(201, tg.do("POST", "/Users", `{"userName":"ada","password":"s3cret-1"}`))).id()
	is(id, "s3cret-1", true)
	is(id, "s3cret-2", false)
	is(tg.user("bob"), "", false)

	same := tg.want(200, tg.do("PATCH", "/Users/"+id, patchHead+`[{"op":"replace","path":"password","value":"s3cret-1"}]}`))
	if same.Header().Get("ETag") != `W/"1"` {
		t.Errorf("the same password again: version is %s, want W/\"1\"", same.Header().Get("ETag"))
	}
	changed := quiet(tg.want(200, tg.do("PATCH", "/Users/"+id, patchHead+`[{"op":"replace","value":{"password":"s3cret-2","title":"x"}}]}`)))
	if changed.Header().Get("ETag") != `W/"2"` || changed.get("title") != "x" {
		t.Errorf("another password: got %s", changed.Body)
	}
	is(id, "s3cret-1", false)
	is(id, "s3cret-2", true)
	quiet(tg.want(200, tg.do("PATCH", "/Users/"+id, patchHead+`[{"op":"replace","path":"title","value":"y"}]}`)))
	is(id, "s3cret-2", true)
	quiet(tg.want(200, tg.do("PUT", "/Users/"+id, `{"userName":"ada"}`)))
	is(id, "s3cret-2", true) // PUT cannot repeat what it cannot read
	quiet(tg.want(200, tg.do("PUT", "/Users/"+id, `{"userName":"ada","password":"s3cret-3"}`)))
	is(id, "s3cret-3", true)
	for _, q := range []string{"", "?attributes=password", "?attributes=userName,password", "?excludedAttributes=title"} {
		quiet(tg.want(200, tg.do("GET", "/Users/"+id+q, "")))
		quiet(tg.want(200, tg.do("GET", "/Users"+q, "")))
	}
	tg.wantError(400, "invalidFilter", tg.do("GET", "/Users?filter=password+sw+%22%24argon2%22", ""))
	tg.want(200, tg.do("PATCH", "/Users/"+id, patchHead+`[{"op":"remove","path":"password"}]}`))
	is(id, "s3cret-3", false)
	if strings.Contains(tg.log.String()+fmt.Sprint(tg.ring.Recent("dev", 16)), "s3cret") {
		t.Error("a password is in the log or among the recorded exchanges")
	}
}
