package transport

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func method() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "TRN-015", Title: "A method that an endpoint does not serve is refused",
			Level: harness.Should, Ref: "7644 §3.2", Effect: harness.EffectWrite,
			Requirement: "PUT, PATCH and DELETE on a collection, and POST on a single resource, answer 404 or 405.",
			Advice:      "Answer 405 Method Not Allowed for methods that an endpoint does not have. 501, for what SCIM has and the target does not, will do as well.",
		}, unservedMethods),
		harness.RFC(harness.Declaration{
			ID: "TRN-016", Title: "A 405 says which methods there are",
			Level: harness.Should, Ref: "7231 §6.5.5", Effect: harness.EffectWrite,
			Requirement: "An answer of 405 carries an Allow header.",
			Advice:      "Set Allow to the methods that the endpoint serves, e.g. Allow: GET, POST.",
		}, allowHeader),
	}
}

// unserved are requests that no endpoint of RFC 7644 §3.2 serves. What a target makes of them all the same is harmless:
// PUT and POST carry a user of the run's own, PATCH no operation. DELETE on a collection is sent only where the operator
// allowed destruction: somebody may have meant it.
func unserved(t *harness.T) []harness.Request {
	body := t.UserBody(nil)
	patch := harness.Attrs{"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}, "Operations": []harness.Attrs{}}
	out := []harness.Request{
		{Method: http.MethodPut, Path: "/Users", Body: body},
		{Method: http.MethodPatch, Path: "/Users", Body: patch},
		{Method: http.MethodPost, Path: "/Users/" + t.GUID(), Body: body},
	}
	if t.Open(harness.GateDestructive) {
		out = append(out, harness.Request{Method: http.MethodDelete, Path: "/Users"})
	}
	return out
}

// ask sends a request and owns what may come of it.
func ask(t *harness.T, r harness.Request) *harness.Answer {
	body, _ := r.Body.(harness.Attrs)
	name, _ := body["userName"].(string)
	if name == "" {
		return t.Send(r)
	}
	key := t.Own("Users", "userName", name)
	answer := t.Send(r)
	t.Owned(key, answer)
	return answer
}

// unservedMethods is content with any refusal: the body may be looked at before the path.
func unservedMethods(t *harness.T) {
	t.Readable()
	for _, r := range unserved(t) {
		answer := ask(t, r)
		switch s := answer.Status(); {
		case s == http.StatusMethodNotAllowed, s == http.StatusNotFound:
		case s == http.StatusNotImplemented, s >= http.StatusBadRequest && s < http.StatusInternalServerError:
			t.Remark("%s %s answers %s", r.Method, r.Path, harness.Status(answer))
		default:
			answer.Is(http.StatusMethodNotAllowed, http.StatusNotFound)
		}
	}
}

func allowHeader(t *harness.T) {
	t.Readable()
	seen := false
	for _, r := range unserved(t) {
		answer := ask(t, r)
		if answer.Status() != http.StatusMethodNotAllowed {
			continue
		}
		seen = true
		if len(answer.Headers("Allow")) == 0 {
			answer.Fail("the answer does not say which methods the endpoint serves", "405 without Allow", "405 with Allow")
		}
	}
	if !seen {
		t.NotSupported("no request was answered 405")
	}
}
