package entra

import (
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func create() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-005", Title: "Create: Entra's body with its extras is accepted",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Effect: harness.EffectWrite, Profiles: profiles,
			Requirement: "A create body that lists the core and the Enterprise URN though it has no extension value, and carries meta.resourceType, roles: [] and name.formatted, is accepted.",
			Advice:      "Ignore readOnly attributes such as meta, treat an empty array as unassigned, and do not demand extension data because a URN is listed: Entra sends this body for every user.",
			Entra:       "Entra sends this body for every user, whatever the mapping leaves empty (Q48). A refusal means that no user is ever created.",
		}, extras),

		harness.Check(harness.Declaration{
			ID: "AAD-006", Title: "Create: the 201 body carries the id",
			Level: harness.MustEntra, RFC: harness.Should, Ref: guide, Effect: harness.EffectWrite, Profiles: profiles,
			Requirement: "The answer to a create carries the id of the new user, under which it can be read.",
			Advice:      "Answer 201 with the created resource, id included. Entra keeps the id and uses it for every later request; it does not look at Location.",
			Entra:       "All later requests go to /Users/{id}, and the id is what the job remembers about the user. Without one Entra reports a failure and creates again in the next cycle.",
		}, idInAnswer),
	}
}

func extras(t *harness.T) {
	body := t.ExtrasBody()
	answer := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK)
	id := answer.PeekID()
	if id == "" {
		return // AAD-006 is about that
	}
	t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
		o.Value("userName").IsEqual(body["userName"])
		if t.Declares(harness.UserURN, "name") {
			o.Value("name").Object().Value("familyName").IsEqual("Holt")
		}
	})
}

func idInAnswer(t *harness.T) {
	body := t.UserBody(nil)
	answer := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK)
	if answer.Status() == http.StatusOK {
		t.Deviation("a create is answered 200; RFC 7644 §3.3 and Microsoft's validator want 201")
	}
	id := answer.ID()
	t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
		o.Value("id").IsEqual(id)
		o.Value("userName").IsEqual(body["userName"])
	})
}
