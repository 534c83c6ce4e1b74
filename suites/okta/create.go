package okta

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func create() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "OKT-003", Title: "An unknown id answers 404 with a SCIM error and detail",
			Level: harness.MustOkta, RFC: harness.Must, Ref: specTest, Effect: harness.EffectRead, Profiles: profiles,
			Requirement: "GET /Users/{unknown id} answers 404 with the Error schema and a detail.",
			Advice:      `Answer {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"User not found"}; Okta's test looks at each of them.`,
		}, unknown),
		harness.Check(harness.Declaration{
			ID: "OKT-004", Title: "Create, verify, and the duplicate answers 409",
			Level: harness.MustOkta, RFC: harness.Must, Ref: specTest, Effect: harness.EffectWrite, Profiles: profiles,
			Requirement: "A user is created with 201, can be read under the id in the answer, and a second create of the same userName answers 409.",
			Advice:      "Put a unique index on userName, in lower case, and turn its violation into 409 with scimType uniqueness.",
		}, duplicate),
	}
}

func unknown(t *harness.T) {
	t.Readable()
	answer := t.Get("/Users/" + t.GUID()).Is(http.StatusNotFound)
	if _, ok := answer.SCIMError(); !ok {
		answer.Fail("the 404 carries no SCIM error", harness.Excerpt(answer), "a JSON object with schemas "+harness.ErrorURN)
	}
	if detail, _ := answer.Doc()["detail"].(string); strings.TrimSpace(detail) == "" {
		t.FailProfile("the error has no detail", harness.Excerpt(answer), "detail with a text")
	}
}

func duplicate(t *harness.T) {
	body := t.UserBody(nil)
	answer := t.Create("/Users", body)
	if !(answer.Status() == http.StatusCreated || answer.Status() == http.StatusOK) {
		t.SkipBecause("a user cannot be created, which CRE-001 is about")
	}
	if id := answer.PeekID(); id != "" { // CRE and RES checks are about the answer
		t.Settle(func() { t.Get(t.UserAt(id, body).Path).Is(http.StatusOK) })
	}
	t.Create("/Users", body).Is(http.StatusConflict)
}
