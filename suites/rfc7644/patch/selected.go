package patch

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func selected() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-017", Title: "replace with a value filter changes every matching element and no other",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace with a value filter in its path changes all elements that match and leaves those that do not.",
			Advice:      "Evaluate the filter for every element: the change is for each that matches, not for the first, and for no other.",
		}, replaceMatching),

		harness.RFC(harness.Declaration{
			ID: "PAT-018", Title: "replace with a value filter and a sub-attribute changes only that",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: `replace on emails[type eq "work"].value changes the value of that element; its other sub-attributes and the other elements stay.`,
			Advice:      "Read the path as filter and sub-attribute, and write the sub-attribute of the elements that match in place.",
		}, replaceSub),

		harness.RFC(harness.Declaration{
			ID: "PAT-019", Title: "replace whose value filter matches nothing answers 400 noTarget, or creates the element",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace with a value filter that matches no element is refused with 400 noTarget; creating the element, as Entra needs it, is accepted too.",
			Advice:      "Answer 400 noTarget, or create one element from the filter's equality and the value given (Entra sends this for every new e-mail address). Never answer success without doing anything, and never change other elements.",
		}, replaceNoMatch),
	}
}

// replaceMatching changes types by their type: whoever keeps elements by type in fixed places cannot hold two of a kind, which
// then is what the check says.
func replaceMatching(t *harness.T) {
	plural := subject.Elements(t)
	one, two, other := plural.Element(0), plural.Element(0), plural.Element(1)
	user := t.User(harness.Attrs{plural.Name: plural.Of(one, two, other)})
	t.Arrange("storing three elements, two of the same type", func() {
		subject.WantElements(t, user.Path, plural.Name, one, two, other)
	})
	third := plural.Kinds[len(plural.Kinds)-1]
	t.Patch(user.Path, op("replace", plural.Where(0)+".type", third))
	one["type"], two["type"] = third, third
	subject.WantElements(t, user.Path, plural.Name, one, two, other)

	replaced := plural.Element(1)
	t.Patch(user.Path, op("replace", plural.Where(1), replaced))
	if third == plural.Kinds[1] {
		return // two types only: all three elements have matched
	}
	subject.WantElements(t, user.Path, plural.Name, one, two, replaced)
}

func replaceSub(t *harness.T) {
	plural := subject.Elements(t)
	first, second := plural.Element(0), plural.Element(1)
	user := t.User(harness.Attrs{plural.Name: plural.Of(first, second)})
	arranged(t, user, plural, first, second)
	first["value"] = plural.Value()
	t.Patch(user.Path, op("replace", plural.Where(0)+".value", first["value"]))
	subject.WantElements(t, user.Path, plural.Name, first, second)
}

// arranged skips where a target does not hold several elements: PAT-006 is about that.
func arranged(t *harness.T, user harness.User, plural subject.Plural, want ...harness.Attrs) {
	t.Arrange("storing several elements", func() { subject.WantElements(t, user.Path, plural.Name, want...) })
}

func replaceNoMatch(t *harness.T) {
	plural := subject.Elements(t)
	first := plural.Element(0)
	user := t.User(harness.Attrs{plural.Name: plural.Of(first)})
	missing := plural.Element(1)
	answer := t.TryPatch(user.Path, op("replace", plural.Where(1)+".value", missing["value"]))
	if answer.Status() >= http.StatusMultipleChoices {
		subject.Refused(t, answer, "noTarget")
		subject.WantElements(t, user.Path, plural.Name, first)
		t.Remark("it is refused with 400, as the RFC has it; Entra needs the element to be created (AAD-013)")
		return
	}
	subject.WantElements(t, user.Path, plural.Name, first, missing)
	t.Remark("the element is created, as Entra needs it; the RFC has 400 noTarget")
}
