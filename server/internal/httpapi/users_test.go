package httpapi_test

import (
	"strings"
	"testing"
)

// entraCreate is the body of a create as Entra sends it (wire protocol §7.3).
const entraCreate = `{
 "schemas":["` + urnUser + `","` + urnEnt + `"],
 "externalId":"mholt","userName":"Mira.Holt@harborline.example","active":true,"displayName":"Mira Holt",
 "emails":[{"primary":true,"type":"work","value":"Mira.Holt@harborline.example"}],
 "phoneNumbers":[{"type":"work","value":"+49 471 15550"}],
 "name":{"formatted":"Mira Holt","familyName":"Holt","givenName":"Mira"},
 "` + urnEnt + `":{"employeeNumber":"HL-2207"},
 "meta":{"resourceType":"Group"},"roles":[],"id":"mine","groups":[{"value":"g"}]}`

func TestCreateUser(t *testing.T) {
	tg := newTarget(t)
	a := tg.want(201, tg.do("POST", "/Users", entraCreate))
	location := "http://scim.example.com/scim/v2/Users/" + a.id()
	for what, pair := range map[string][2]any{
		"Location":          {a.Header().Get("Location"), location},
		"meta.location":     {a.get("meta", "location"), location},
		"ETag":              {a.Header().Get("ETag"), `W/"1"`},
		"meta.version":      {a.get("meta", "version"), `W/"1"`},
		"meta.resourceType": {a.get("meta", "resourceType"), "User"},
		"meta.created":      {a.get("meta", "created"), "2026-03-02T08:00:00.000Z"},
		"meta.lastModified": {a.get("meta", "lastModified"), "2026-03-02T08:00:00.000Z"},
		"Content-Type":      {a.Header().Get("Content-Type"), "application/scim+json; charset=utf-8"},
		"userName as sent":  {a.get("userName"), "Mira.Holt@harborline.example"},
		"phone as sent":     {a.get("phoneNumbers", 0, "value"), "+49 471 15550"},
		"extension":         {a.get(urnEnt, "employeeNumber"), "HL-2207"},
		"roles":             {a.get("roles"), nil},
		"groups":            {a.get("groups"), nil},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
	if a.id() == "" || a.id() == "mine" {
		t.Errorf("id: got %q, want one the server made", a.id())
	}
	if got := tg.want(200, tg.do("GET", "/Users/"+a.id(), "")); got.Body.String() != a.Body.String() {
		t.Errorf("GET differs from the 201 body:\n%s\n%s", got.Body, a.Body)
	}
}

func TestCreateUserRefused(t *testing.T) {
	tg := newTarget(t)
	tg.user("ada@contoso.example")
	for name, tt := range map[string]struct {
		body     string
		status   int
		scimType string
	}{
		"taken":                 {`{"userName":"ada@contoso.example"}`, 409, "uniqueness"},
		"taken in another case": {`{"userName":"ADA@contoso.example"}`, 409, "uniqueness"},
		"no userName":           {`{"schemas":["` + urnUser + `"],"displayName":"x"}`, 400, "invalidValue"},
		"blank userName":        {`{"userName":"  "}`, 400, "invalidValue"},
		"wrong type":            {`{"userName":{"a":1}}`, 400, "invalidValue"},
		"wrong boolean":         {`{"userName":"b","active":"maybe"}`, 400, "invalidValue"},
		"foreign schema":        {`{"schemas":["` + urnGroup + `"],"userName":"b"}`, 400, "invalidSyntax"},
		"empty body":            {" ", 400, "invalidSyntax"},
		"array":                 {`[{"userName":"b"}]`, 400, "invalidSyntax"},
		"scalar":                {`"b"`, 400, "invalidSyntax"},
		"cut off":               {`{"userName":"b"`, 400, "invalidSyntax"},
		"trailing data":         {`{"userName":"b"} x`, 400, "invalidSyntax"},
		"duplicate name":        {`{"userName":"b","UserName":"c"}`, 400, "invalidSyntax"},
		"not UTF-8":             {"{\"userName\":\"b\xff\"}", 400, "invalidSyntax"},
		"too deep":              {`{"userName":"b","x":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + `}`, 400, "invalidSyntax"},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			tg.wantError(tt.status, tt.scimType, tg.do("POST", "/Users", tt.body))
		})
	}
	if n := tg.do("GET", "/Users", "").get("totalResults"); n != 1.0 {
		t.Errorf("refused creates left something behind: %v users, want 1 (CRE-018)", n)
	}
}

func TestPasswordIsTakenAndForgotten(t *testing.T) {
	tg := newTarget(t)
	a := tg.want(201, tg.do("POST", "/Users?attributes=password,userName", `{"userName":"ada","password":"t1meMa$heen"}`))
	got := tg.do("GET", "/Users/"+a.id()+"?attributes=password", "")
	if s := a.Body.String() + got.Body.String(); strings.Contains(s, "t1meMa") {
		t.Errorf("the password came back: %s", s)
	}
	for rec, err := range tg.store.Scan(t.Context(), "dev", "User", nil, 0, -1) {
		if err != nil || strings.Contains(string(rec.Doc), "t1meMa") {
			t.Errorf("the password was stored: %s %v", rec.Doc, err)
		}
	}
}

func TestReplaceUser(t *testing.T) {
	tg := newTarget(t)
	id := tg.want(201, tg.do("POST", "/Users", entraCreate)).id()
	other := tg.user("other@contoso.example")

	a := tg.want(200, tg.do("PUT", "/Users/"+id, `{"schemas":["`+urnUser+`"],"id":"`+other+`","userName":"mira@contoso.example","title":null,"meta":{"version":"x"}}`))
	if a.id() != id || a.get("userName") != "mira@contoso.example" || a.get("displayName") != nil || a.get(urnEnt) != nil || a.get("schemas", 1) != nil {
		t.Errorf("PUT replaces the resource and keeps its id: got %s", a.Body)
	}
	if a.Header().Get("ETag") != `W/"2"` || a.get("meta", "created") != "2026-03-02T08:00:00.000Z" || a.get("meta", "lastModified") == a.get("meta", "created") {
		t.Errorf("meta after PUT: %v", a.get("meta"))
	}
	again := tg.want(200, tg.do("PUT", "/Users/"+id, `{"schemas":["`+urnUser+`"],"userName":"mira@contoso.example"}`))
	if again.Body.String() != a.Body.String() {
		t.Errorf("PUT of the same changes something (PUT-012):\n%s\n%s", a.Body, again.Body)
	}
	tg.wantError(409, "uniqueness", tg.do("PUT", "/Users/"+id, `{"userName":"OTHER@contoso.example"}`))
	tg.wantError(400, "invalidValue", tg.do("PUT", "/Users/"+id, `{"displayName":"x"}`))
	tg.wantError(404, "", tg.do("PUT", "/Users/nobody", `{"userName":"x"}`))
	tg.wantError(404, "", tg.do("PUT", "/Users/nobody", `{}`))
	if got := tg.do("GET", "/Users/"+id, ""); got.Body.String() != a.Body.String() {
		t.Errorf("refused PUTs changed the user (PUT-013): %s", got.Body)
	}
}

func TestDeleteUser(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada@contoso.example")
	group := tg.group("Optics", id)
	a := tg.want(204, tg.do("DELETE", "/Users/"+id, ""))
	if a.Body.Len() != 0 {
		t.Errorf("204 with a body: %s", a.Body)
	}
	for _, m := range []string{"GET", "DELETE"} {
		tg.wantError(404, "", tg.do(m, "/Users/"+id, ""))
	}
	tg.wantError(404, "", tg.do("PATCH", "/Users/"+id, patchHead+`[{"op":"replace","path":"title","value":"x"}]}`))
	g := tg.want(200, tg.do("GET", "/Groups/"+group, ""))
	if g.get("members") != nil || g.Header().Get("ETag") != `W/"2"` {
		t.Errorf("the group still has the deleted member, or does not show that it changed: %s", g.Body)
	}
	if tg.user("ada@contoso.example") == id {
		t.Error("the id of a deleted user was given out again")
	}
}

func TestIDsAreExact(t *testing.T) {
	tg := newTarget(t)
	id, group := tg.user("ada"), tg.group("Optics")
	for name, path := range map[string]string{
		"other case":    "/Users/" + strings.ToUpper(id),
		"user as group": "/Groups/" + id,
		"group as user": "/Users/" + group,
		"unknown":       "/Users/nobody",
		"long":          "/Users/" + strings.Repeat("x", 4000),
		"encoded slash": "/Users/" + id + "%2Fx",
		"NUL":           "/Users/%00",
		"not UTF-8":     "/Users/%ff",
		"deeper":        "/Users/" + id + "/x",
		"dots":          "/Users/..%2f..%2fadmin",
		"SQL":           "/Users/" + id + "'%20OR%201=1",
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			tg.wantError(404, "", tg.do("GET", path, ""))
		})
	}
	encoded := strings.ReplaceAll(id, "-", "%2D")
	if got := tg.want(200, tg.do("GET", "/Users/"+encoded, "")).id(); got != id {
		t.Errorf("percent-encoded id: got %s, want %s", got, id)
	}
}
