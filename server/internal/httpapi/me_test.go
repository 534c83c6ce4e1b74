package httpapi_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/tenant"
)

// MEE-002 to MEE-005: a token that stands for a user has that user as /Me, under its own address.
func TestMeIsTheSubject(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	other := tg.user("eve")
	issued, err := tg.tenants.IssueToken(t.Context(), "dev", "dev-entra", tenant.TokenOptions{Subject: id})
	if err != nil {
		t.Fatal(err)
	}
	tg.token = issued.Secret

	a := tg.want(200, tg.do("GET", "/Me", ""))
	location := "http://scim.example.com/scim/v2/Users/" + id
	for _, header := range []string{"Location", "Content-Location"} {
		if got := a.Header().Get(header); got != location {
			t.Errorf("GET /Me: %s is %q, want %q", header, got, location)
		}
	}
	if got, want := a.Body.String(), tg.do("GET", "/Users/"+id, "").Body.String(); got != want {
		t.Errorf("GET /Me: got %s, want what is under its own address: %s", got, want)
	}
	tg.want(200, tg.do("PATCH", "/Me", patchHead+`[{"op":"replace","path":"title","value":"Chief"},{"op":"add","path":"password","value":"s3cret"}]}`))
	if got := tg.do("GET", "/Me?attributes=title,password", "").Body.String(); got != `{"schemas":["`+urnUser+`"],"id":"`+id+`","title":"Chief"}` {
		t.Errorf("GET /Me?attributes=title,password: got %s", got)
	}
	tg.want(200, tg.do("PUT", "/Me", `{"schemas":["`+urnUser+`"],"userName":"ada"}`))
	if a := tg.wantError(405, "", tg.do("POST", "/Me", "{}")); a.Header().Get("Allow") != "DELETE, GET, HEAD, PATCH, PUT" {
		t.Errorf("POST /Me: Allow is %q", a.Header().Get("Allow"))
	}
	tg.want(204, tg.do("DELETE", "/Me", ""))
	tg.wantError(404, "", tg.do("GET", "/Me", ""))
	tg.want(200, tg.do("GET", "/Users/"+other, ""))
}

// The subject of a token is one of the organisation's own users.
func TestSubjectMustExist(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	if _, err := tg.tenants.CreateOrganisation(t.Context(), "other", "Other"); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ org, subject string }{
		"nobody":              {"dev", "nobody"},
		"user of another org": {"other", id},
	} {
		_, err := tg.tenants.IssueToken(t.Context(), tt.org, tt.org+"-entra", tenant.TokenOptions{Subject: tt.subject})
		if err == nil {
			t.Errorf("%s: a token was issued", name)
		}
	}
}
