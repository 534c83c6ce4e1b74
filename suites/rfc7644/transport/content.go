package transport

import (
	"bytes"
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func content() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "TRN-008", Title: "Bodies labelled application/scim+json are accepted",
			Level: harness.Must, Ref: "7644 §3.8", Effect: harness.EffectWrite,
			Requirement: "POST, PUT and PATCH accept a body that is labelled application/scim+json.",
			Advice:      "Register a reader for application/scim+json on every route that takes a body; frameworks answer 415 to what they do not know. Entra labels everything it sends this way, with charset=utf-8.",
		}, sendingSCIM),
		harness.RFC(harness.Declaration{
			ID: "TRN-009", Title: "Bodies labelled application/json are accepted as well",
			Level: harness.Should, Ref: "7644 §3.8", Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser},
			Requirement: "A body labelled application/json is accepted with the same result.",
			Advice:      "Read application/json as application/scim+json: both are the same format.",
		}, sendingJSON),
		harness.RFC(harness.Declaration{
			ID: "TRN-010", Title: "Bodies labelled as something else are refused",
			Level: harness.Should, Ref: "7231 §6.5.13", Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser},
			Requirement: "A write whose body is labelled text/plain or text/xml is refused with 415 or 400, and nothing is stored.",
			Advice:      "Answer 415 Unsupported Media Type with a SCIM error. Reading whatever comes as JSON also lets web pages of other sites write, as text/plain needs no preflight request.",
		}, sendingOther),
	}
}

func labels(contentType string) http.Header { return http.Header{"Content-Type": {contentType}} }

// create posts a new user labelled contentType and returns the name with the answer.
func create(t *harness.T, contentType string) (userName string, answer *harness.Answer) {
	body := t.UserBody(nil)
	userName, _ = body["userName"].(string)
	return userName, t.CreateBy(harness.Request{Path: "/Users", Body: body, Header: labels(contentType)}, userName)
}

func created(status int) bool { return status == http.StatusCreated || status == http.StatusOK }

// sendingSCIM sends each request again as application/json when it is refused: only what works under another label is refused
// for its label.
func sendingSCIM(t *harness.T) {
	_, answer := create(t, mediaType)
	if !created(answer.Status()) {
		_, other := create(t, "application/json")
		if !created(other.Status()) {
			t.SkipBecause("a user cannot be created whatever the label, which CRE-001 is about")
		}
		answer.Is(http.StatusCreated, http.StatusOK)
	}
	id := answer.PeekID()
	if id == "" {
		t.Remark("the answer to the create has no id, so that PUT and PATCH were left out")
		return
	}
	path := "/Users/" + url.PathEscape(id)
	body := t.UserBody(harness.Attrs{"id": id})
	changes := []harness.Request{{Method: http.MethodPut, Path: path, Body: body}}
	if t.Open(harness.GatePatch) {
		changes = append(changes, harness.Request{Method: http.MethodPatch, Path: path, Body: replaceName("Harbour Clerk")})
	}
	for _, change := range changes {
		change.Header = labels(mediaType)
		refused := t.Send(change)
		if refused.Status() < http.StatusBadRequest {
			continue
		}
		change.Header = labels("application/json")
		if t.Send(change).Status() < http.StatusBadRequest {
			refused.Is(http.StatusOK, http.StatusNoContent)
		}
		t.Remark("%s answers %d whatever the label", change.Method, refused.Status())
	}
}

func replaceName(to string) harness.Attrs {
	return harness.Attrs{
		"schemas":    []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"},
		"Operations": []harness.Attrs{{"op": "replace", "path": "displayName", "value": to}},
	}
}

func sendingJSON(t *harness.T) {
	userName, answer := create(t, "application/json")
	id := answer.Is(http.StatusCreated, http.StatusOK).ID()
	t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) { o.Value("userName").IsEqual(userName) })
}

func sendingOther(t *harness.T) {
	for _, contentType := range []string{"text/plain", "text/xml"} {
		userName, answer := create(t, contentType)
		switch {
		case answer.Status() < http.StatusBadRequest:
			answer.Fail("JSON labelled "+contentType+" was not refused", harness.Show(answer.Status()), "415 Unsupported Media Type", "400 Bad Request")
		case answer.Status() >= http.StatusInternalServerError:
			answer.Is(http.StatusUnsupportedMediaType, http.StatusBadRequest)
		case t.Open(harness.GateFilter):
			notStored(t, userName, contentType)
		}
	}
}

// notStored looks for a user that was refused; a filter that does not work is for others to say.
func notStored(t *harness.T, userName, contentType string) {
	answer := t.Get("/Users", harness.Filter(`userName eq "%s"`, userName))
	if answer.Status() == http.StatusOK && bytes.Contains(answer.Body(), []byte(userName)) {
		answer.Fail("a user labelled "+contentType+" was refused and stored all the same", userName, "no such user")
	}
}
