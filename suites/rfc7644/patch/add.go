package patch

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func add() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-004", Title: "add sets an attribute that had no value",
			Level: harness.Must, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add on an attribute without a value gives it the value.",
			Advice:      "Treat add on a single-valued attribute as an assignment. Entra sends add whenever its last read showed no value.",
		}, addUnassigned),

		harness.RFC(harness.Declaration{
			ID: "PAT-005", Title: "add on a single-valued attribute replaces its value",
			Level: harness.Must, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add on a single-valued attribute that has a value replaces the value.",
			Advice:      "Treat add on a single-valued attribute as an assignment, whether there is a value or not.",
		}, addSingle),

		harness.RFC(harness.Declaration{
			ID: "PAT-006", Title: "add on a multi-valued attribute appends and keeps the others",
			Level: harness.Must, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add on a multi-valued attribute adds the elements given to those that are there.",
			Advice:      "Form the union: an add must never take an element away.",
		}, addElement),

		harness.RFC(harness.Declaration{
			ID: "PAT-007", Title: "add without a path merges the object into the resource",
			Level: harness.Must, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add without a path adds every attribute of the object given, elements of multi-valued ones included, and touches no other.",
			Advice:      "Treat each key of the value as the path of an add of its own; path is optional for add and replace.",
		}, addWithoutPath),

		harness.RFC(harness.Declaration{
			ID: "PAT-008", Title: "add on a complex attribute merges the sub-attributes given",
			Level: harness.Must, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add on a complex attribute sets the sub-attributes given and leaves the others.",
			Advice:      "Merge the object into the one that is there, sub-attribute by sub-attribute.",
		}, addComplex),

		harness.RFC(harness.Declaration{
			ID: "PAT-009", Title: "add of a value that is there already succeeds and makes no second copy",
			Level: harness.Should, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add of a value that the attribute has already answers success and changes nothing.",
			Advice:      "Compare before you append, and take an update that changes nothing for a success.",
		}, addAgain),

		harness.RFC(harness.Declaration{
			ID: "PAT-011", Title: "add without a value answers 400",
			Level: harness.Must, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "An add operation without a value member is refused with 400.",
			Advice:      "Answer 400 invalidValue when value is missing: it is required for add.",
		}, addNothing),
	}
}

func addUnassigned(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: nil})
	t.Patch(user.Path, op("add", attribute, subject.First))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.First})
}

func addSingle(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	t.Patch(user.Path, op("add", attribute, subject.Second))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second})
}

func addElement(t *harness.T) {
	plural := subject.Elements(t)
	first, second := plural.Element(0), plural.Element(1)
	user := t.User(harness.Attrs{plural.Name: plural.Of(first)})
	t.Patch(user.Path, op("add", plural.Name, plural.Of(second)))
	subject.WantElements(t, user.Path, plural.Name, first, second)
}

func addWithoutPath(t *harness.T) {
	attributes, plural := subject.Texts(t, 2), subject.Elements(t)
	first, second := plural.Element(0), plural.Element(1)
	user := t.User(harness.Attrs{attributes[0]: nil, attributes[1]: subject.First, plural.Name: plural.Of(first)})
	t.Patch(user.Path, op("add", "", harness.Attrs{attributes[0]: subject.Second, plural.Name: plural.Of(second)}))
	subject.Want(t, user.Path, harness.Attrs{attributes[0]: subject.Second, attributes[1]: subject.First})
	subject.WantElements(t, user.Path, plural.Name, first, second)
}

func addComplex(t *harness.T) {
	name := subject.Name(t)
	user := t.User(harness.Attrs{name.Name: name.Of("Holt", "Mira")})
	t.Patch(user.Path, op("add", name.Name, harness.Attrs{name.Subs[1]: "Mirabel"}))
	subject.Want(t, user.Path, harness.Attrs{name.Path(0): "Holt", name.Path(1): "Mirabel"})
}

func addAgain(t *harness.T) {
	plural := subject.Elements(t)
	element := plural.Element(0)
	user := t.User(harness.Attrs{plural.Name: plural.Of(element)})
	t.Patch(user.Path, op("add", plural.Name, plural.Of(element)))
	subject.WantElements(t, user.Path, plural.Name, element)
}

func addNothing(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	subject.Refused(t, t.TryPatch(user.Path, op("add", attribute, nil)), "invalidValue", "invalidSyntax")
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.First})
}
