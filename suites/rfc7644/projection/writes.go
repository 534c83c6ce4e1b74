package projection

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func writes() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ATT-004", Title: "attributes chooses what the answer to a write returns",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "POST, PUT and PATCH with attributes=userName answer userName and what is always returned, and nothing else.",
			Advice:      "Apply the projection wherever a resource is answered, not to reads only.",
		}, onWrites),

		harness.RFC(harness.Declaration{
			ID: "ATT-005", Title: "A PATCH with attributes answers the resource",
			Level: harness.Must, Ref: "7644 §3.5.2", Gate: harness.GatePatch, Needs: []harness.Need{harness.NeedUser, harness.NeedPatch}, Effect: harness.EffectWrite,
			Requirement: "A PATCH with attributes answers 200 with what was asked for, never 204.",
			Advice:      "Where you answer PATCH with 204, answer 200 all the same when attributes is given.",
		}, patched),
	}
}

// wantChosen looks at the answer to a write. One without a body holds nothing that should not be there.
func wantChosen(t *harness.T, answer *harness.Answer) {
	if answer.HasBody() {
		wantOnly(t, answer, answer.Object().Raw(), "userName")
	}
}

func onWrites(t *harness.T) {
	chooses.Get(t)
	body := t.UserBody(nil)
	name, _ := body["userName"].(string)
	created := t.CreateBy(harness.Request{Path: "/Users", Query: []harness.Param{attributes("userName")}, Body: body}, name).
		Is(http.StatusCreated, http.StatusOK)
	wantChosen(t, created)
	id := created.PeekID()
	if id == "" {
		t.SkipBecause("the answer to the create has no id, which CRE-002 is about")
	}
	path := "/Users/" + url.PathEscape(id)

	put := t.Send(harness.Request{Method: http.MethodPut, Path: path, Query: []harness.Param{attributes("userName")}, Body: body})
	if put.Status() == http.StatusBadRequest { // some want the id in the body; PUT-001 is about that
		body["id"] = id
		put = t.Send(harness.Request{Method: http.MethodPut, Path: path, Query: []harness.Param{attributes("userName")}, Body: body})
	}
	if put.Status() == http.StatusOK {
		wantChosen(t, put)
	}
	if t.Open(harness.GatePatch) {
		if answer := patch(t, path); answer.Status() == http.StatusOK { // anything else is ATT-005's business
			wantChosen(t, answer)
		}
	}
}

// patch changes something and asks for userName.
func patch(t *harness.T, path string) *harness.Answer {
	change := harness.Attrs{"op": "replace", "path": "displayName", "value": "Mira Berg"}
	if !t.Declares(harness.UserURN, "displayName") {
		change = harness.Attrs{"op": "replace", "path": "active", "value": false}
	}
	return t.Send(harness.Request{Method: http.MethodPatch, Path: path, Query: []harness.Param{attributes("userName")}, Body: harness.Attrs{
		"schemas":    []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"},
		"Operations": []harness.Attrs{change},
	}})
}

func patched(t *harness.T) {
	chooses.Get(t)
	user := t.User(nil)
	answer := patch(t, user.Path).Offered(harness.GatePatch).Is(http.StatusOK)
	wantOnly(t, answer, answer.Object().Raw(), "userName")
}
