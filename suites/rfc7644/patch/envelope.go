package patch

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

const patchURN = "urn:ietf:params:scim:api:messages:2.0:PatchOp"

func envelope() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-033", Title: "A body whose schemas lacks the PatchOp URI answers 400",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "schemas of a PATCH request holds the PatchOp URI; a body without schemas, or with another URI, is refused with 400.",
			Advice:      "Check schemas before you look at Operations and answer 400 invalidSyntax when " + patchURN + " is not there.",
		}, withoutSchemas),

		harness.RFC(harness.Declaration{
			ID: "PAT-034", Title: "Missing or empty Operations answers 400",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PATCH request without Operations, or with none in it, is refused with 400.",
			Advice:      "Demand an array of one or more operations; answer 400 invalidSyntax otherwise.",
		}, withoutOperations),

		harness.RFC(harness.Declaration{
			ID: "PAT-035", Title: "An unknown op answers 400",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "An operation that is neither add, remove nor replace is refused with 400 invalidSyntax or invalidValue.",
			Advice:      "Refuse what you do not know: a success tells the client that it was done.",
		}, unknownOperation),

		harness.RFC(harness.Declaration{
			ID: "PAT-047", Title: "Forms of JSON Patch (move, /emails/0) are refused",
			Level: harness.Should, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "SCIM has no move and no array indexes: operations of JSON Patch (RFC 6902) are refused with 400.",
			Advice:      "Answer 400 invalidSyntax to move, copy and test, and 400 invalidPath to a path that begins with a slash.",
		}, jsonPatch),
	}
}

// send sends a PATCH body as it stands.
func send(t *harness.T, path string, body harness.Attrs) *harness.Answer {
	return t.Send(harness.Request{Method: http.MethodPatch, Path: path, Body: body})
}

func withoutSchemas(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	operations := []harness.Op{op("replace", attribute, subject.Second)}
	send(t, user.Path, harness.Attrs{"Operations": operations}).Is(http.StatusBadRequest)
	send(t, user.Path, harness.Attrs{"schemas": []string{harness.UserURN}, "Operations": operations}).Is(http.StatusBadRequest)
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.First})
}

func withoutOperations(t *harness.T) {
	user := t.User(nil)
	send(t, user.Path, harness.Attrs{"schemas": []string{patchURN}}).Is(http.StatusBadRequest)
	send(t, user.Path, harness.Attrs{"schemas": []string{patchURN}, "Operations": []harness.Op{}}).Is(http.StatusBadRequest)
}

func unknownOperation(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	subject.Refused(t, t.TryPatch(user.Path, op("increment", attribute, subject.Second)), "invalidSyntax", "invalidValue")
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.First})
}

func jsonPatch(t *harness.T) {
	attributes, plural := subject.Texts(t, 2), subject.Elements(t)
	element := plural.Element(0)
	user := t.User(harness.Attrs{attributes[0]: subject.First, attributes[1]: nil, plural.Name: plural.Of(element)})
	send(t, user.Path, harness.Attrs{"schemas": []string{patchURN}, "Operations": []harness.Attrs{
		{"op": "move", "from": attributes[0], "path": attributes[1]},
	}}).Is(http.StatusBadRequest)
	t.TryPatch(user.Path, op("replace", "/"+plural.Name+"/0", plural.Element(1))).Is(http.StatusBadRequest)
	subject.Want(t, user.Path, harness.Attrs{attributes[0]: subject.First, attributes[1]: nil})
	subject.WantElements(t, user.Path, plural.Name, element)
}
