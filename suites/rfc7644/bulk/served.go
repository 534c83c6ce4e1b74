package bulk

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func served() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "BLK-001", Title: "POST /Bulk is served, or answered 501",
			Level: harness.Should, Ref: bulk, Effect: harness.EffectWrite,
			Requirement: "A target without bulk answers POST /Bulk with 501.",
			Advice:      "Route /Bulk and answer 501 Not Implemented; 404 and 403 say something else.",
		}, isServed),

		harness.RFC(harness.Declaration{
			ID: "BLK-002", Title: "A bulk request answers 200 with a BulkResponse",
			Level: harness.Must, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A bulk request that could be processed answers 200, and schemas of the answer holds the BulkResponse URI.",
			Advice:      "Answer 200 whatever became of the operations; their results say that. If bulk does not work, announce bulk.supported false.",
		}, envelope),

		harness.RFC(harness.Declaration{
			ID: "BLK-008", Title: "POST, PUT, PATCH and DELETE all work inside bulk",
			Level: harness.Must, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "An operation of a bulk request has any of the methods that the target has outside bulk, and does the same.",
			Advice:      "Pass each operation on to the handler that serves its path alone.",
		}, working(methods)),
	}
}

// isServed sends a request that can do nothing.
func isServed(t *harness.T) {
	answer := t.Post("/Bulk", request())
	switch answer.Status() {
	case http.StatusNotImplemented:
		if !t.Announces(harness.GateBulk) {
			t.Remark("bulk is not supported, and POST /Bulk says so with 501")
		}
	case http.StatusNotFound, http.StatusForbidden, http.StatusMethodNotAllowed:
		answer.Is(http.StatusNotImplemented, http.StatusOK)
	}
}

func envelope(t *harness.T) {
	create, _ := createUser(t, "one")
	answer := offered(t, post(t, nil, create)).Is(http.StatusOK)
	schemas, _ := answer.Object().Raw()["schemas"].([]any)
	for _, urn := range schemas {
		if s, _ := urn.(string); strings.EqualFold(s, responseURN) {
			return
		}
	}
	answer.Fail("schemas does not say that this is a BulkResponse", harness.Show(schemas), responseURN)
}

func methods(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	body := t.UserBody(harness.Attrs{attribute: subject.First})
	name, _ := body["userName"].(string)
	replaced := t.User(harness.Attrs{"userName": name, attribute: subject.First})
	patched, deleted := t.User(harness.Attrs{attribute: subject.First}), t.User(nil)
	body[attribute], body["id"] = subject.Second, replaced.ID
	create, created := createUser(t, "new")
	operations := []operation{
		create,
		{Method: http.MethodPut, Path: replaced.Path, Data: body},
		{Method: http.MethodDelete, Path: deleted.Path},
	}
	if t.Open(harness.GatePatch) {
		operations = append(operations, operation{Method: http.MethodPatch, Path: patched.Path, Data: patchOf(attribute, subject.Second)})
	}
	answer := post(t, nil, operations...)
	results := subject.ElementsOf(answer.Is(http.StatusOK).Object().Raw(), "Operations")
	userOf(t, want(t, results, operations, 0, http.StatusCreated), created)
	want(t, results, operations, 1, http.StatusOK)
	subject.Want(t, replaced.Path, harness.Attrs{attribute: subject.Second})
	want(t, results, operations, 2, http.StatusNoContent)
	t.Settle(func() { t.Get(deleted.Path).Is(http.StatusNotFound) })
	if len(operations) > 3 {
		want(t, results, operations, 3, http.StatusOK, http.StatusNoContent)
		subject.Want(t, patched.Path, harness.Attrs{attribute: subject.Second})
	}
}

// patchOf is the data of a PATCH that replaces one value.
func patchOf(attribute string, value any) harness.Attrs {
	return harness.Attrs{
		"schemas":    []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"},
		"Operations": []harness.Op{{Op: "replace", Path: attribute, Value: value}},
	}
}
