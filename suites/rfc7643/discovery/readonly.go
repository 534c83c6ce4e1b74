package discovery

import (
	"fmt"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func readOnly() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-026", Title: "Discovery cannot be written",
			Level: harness.Must, Ref: "7644 §4", Effect: harness.EffectWrite,
			Requirement: "POST, PUT, PATCH and DELETE on the three discovery endpoints are refused, best with 405.",
			Advice:      "Answer 405 with Allow: GET to every method but GET (and HEAD).",
		}, refusesWrites),
	}
}

// refusesWrites sends only what changes nothing where a target should take it: bodies that are empty of content, and no DELETE
// of a single document.
func refusesWrites(t *harness.T) {
	for _, path := range []string{configPath, typesPath, schemasPath} {
		for _, r := range []harness.Request{
			{Method: http.MethodPost, Body: harness.Attrs{"schemas": []string{}}},
			{Method: http.MethodPut, Body: harness.Attrs{"schemas": []string{}}},
			{Method: http.MethodPatch, Body: harness.Attrs{"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}, "Operations": []any{}}},
			{Method: http.MethodDelete},
		} {
			r.Path = path
			answer := t.Send(r)
			switch status := answer.Status(); {
			case status == http.StatusMethodNotAllowed:
			case status == http.StatusNotImplemented, status >= 400 && status < 500:
				t.Deviation("%s %s is refused with %d %s; 405 says that no such write will ever do", r.Method, path, status, http.StatusText(status))
			default:
				answer.Fail("it is not refused", fmt.Sprintf("%d %s", status, http.StatusText(status)), "405 Method Not Allowed")
			}
		}
	}
}
