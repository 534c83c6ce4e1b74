package patch

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func value() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-042", Title: "A value of the wrong type answers 400 invalidValue",
			Level: harness.Must, Ref: errors, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A value that cannot be one of the attribute's type (an object for a text, a word for a boolean) is refused with 400 invalidValue.",
			Advice:      "Check values against the schema before you store them. What has one meaning only may be converted; what has none is 400 invalidValue.",
		}, wrongType),

		harness.RFC(harness.Declaration{
			ID: "PAT-043", Title: "Taking another resource's unique value answers 409 uniqueness",
			Level: harness.Must, Ref: "7644 §3.3, §3.5.2", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PATCH that gives a user the userName of another is refused with 409 uniqueness and changes nothing.",
			Advice:      "Check uniqueness on every write, not only on create, and answer 409 with scimType uniqueness.",
		}, takenName),

		harness.RFC(harness.Declaration{
			ID: "PAT-044", Title: "PATCH of an unknown id answers 404",
			Level: harness.Must, Ref: errors, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PATCH of a resource that does not exist answers 404.",
			Advice:      "Look the resource up first. Entra creates a user again only when it reads 404.",
		}, unknownID),
	}
}

func wrongType(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	before := subject.Read(t, user.Path)
	tries := []harness.Op{op("replace", attribute, harness.Attrs{"no": "text"})}
	if t.Declares(harness.UserURN, "active") {
		tries = append(tries, op("replace", "active", "perhaps"))
	}
	for _, try := range tries {
		t.Step(try.Path, func() { subject.Refused(t, t.TryPatch(user.Path, try), "invalidValue", "invalidSyntax") })
	}
	subject.Unchanged(t, user.Path, before)
}

func takenName(t *harness.T) {
	user, other := t.User(nil), t.User(nil)
	answer := t.TryPatch(user.Path, op("replace", "userName", other.UserName))
	if kind, _ := answer.SCIMError(); answer.Status() == http.StatusBadRequest && kind == "mutability" {
		t.NotSupported("userName cannot be changed in this target: 400 mutability")
	}
	subject.Conflicts(t, answer)
	subject.Want(t, user.Path, harness.Attrs{"userName": user.UserName})
}

func unknownID(t *harness.T) {
	user, attribute := t.User(nil), subject.Texts(t, 1)[0]
	unknown := subject.UnknownPath(t, "/Users", user.ID)
	t.TryPatch(unknown, op("replace", attribute, subject.First)).Is(http.StatusNotFound)
}
