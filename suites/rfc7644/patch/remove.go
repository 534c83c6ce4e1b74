package patch

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func remove() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-020", Title: "remove of a single value unassigns it",
			Level: harness.Must, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove on a single-valued attribute leaves it without a value.",
			Advice:      "Clear the attribute; a success that keeps the value leaves the client with a wrong picture for ever.",
		}, removeSingle),

		harness.RFC(harness.Declaration{
			ID: "PAT-021", Title: "remove of a multi-valued attribute without a filter removes all elements",
			Level: harness.Must, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove on a multi-valued attribute without a filter leaves it without any element.",
			Advice:      "Clear the whole attribute when the path holds no filter.",
		}, removeElements),

		harness.RFC(harness.Declaration{
			ID: "PAT-022", Title: "remove with a value filter removes only the matching elements",
			Level: harness.Must, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove with a value filter takes out the elements that match and keeps the others.",
			Advice:      "Evaluate the filter in the brackets for each element.",
		}, removeMatching),

		harness.RFC(harness.Declaration{
			ID: "PAT-023", Title: "Removing the last element leaves the attribute unassigned",
			Level: harness.Must, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "When a remove with a value filter takes out the last element, the attribute has no value any more.",
			Advice:      "Leave the attribute out of answers, or show an empty array, when no element is left.",
		}, removeLast),

		harness.RFC(harness.Declaration{
			ID: "PAT-024", Title: "remove of one sub-attribute leaves its siblings",
			Level: harness.Must, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove on name.middleName takes that sub-attribute away and leaves the rest of the name.",
			Advice:      "Follow the path to the sub-attribute and clear that alone.",
		}, removeSub),

		harness.RFC(harness.Declaration{
			ID: "PAT-025", Title: "remove without a path answers 400 noTarget",
			Level: harness.Must, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A remove operation without a path is refused with 400 noTarget.",
			Advice:      "Answer 400 with scimType noTarget: path is required for remove.",
		}, removeNowhere),

		harness.RFC(harness.Declaration{
			ID: "PAT-027", Title: "Removing a value that is not there succeeds and changes nothing",
			Level: harness.Should, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove on an attribute without a value answers success and changes nothing.",
			Advice:      "Take an update that changes nothing for a success: the state that the client wants is there.",
		}, removeAbsent),
	}
}

func removeSingle(t *harness.T) {
	attributes := subject.Texts(t, 2)
	user := t.User(harness.Attrs{attributes[0]: subject.First, attributes[1]: subject.Second})
	t.Patch(user.Path, op("remove", attributes[0], nil))
	subject.Want(t, user.Path, harness.Attrs{attributes[0]: nil, attributes[1]: subject.Second})
}

func removeElements(t *harness.T) {
	plural := subject.Elements(t)
	user := t.User(harness.Attrs{plural.Name: plural.Of(plural.Element(0), plural.Element(1))})
	t.Patch(user.Path, op("remove", plural.Name, nil))
	subject.WantElements(t, user.Path, plural.Name)
}

func removeMatching(t *harness.T) {
	plural := subject.Elements(t)
	first, second := plural.Element(0), plural.Element(1)
	user := t.User(harness.Attrs{plural.Name: plural.Of(first, second)})
	arranged(t, user, plural, first, second)
	t.Patch(user.Path, op("remove", plural.Where(0), nil))
	subject.WantElements(t, user.Path, plural.Name, second)
}

func removeLast(t *harness.T) {
	plural := subject.Elements(t)
	user := t.User(harness.Attrs{plural.Name: plural.Of(plural.Element(0))})
	t.Patch(user.Path, op("remove", plural.Where(0), nil))
	subject.Want(t, user.Path, harness.Attrs{plural.Name: nil})
}

func removeSub(t *harness.T) {
	name := subject.Name(t)
	last := len(name.Subs) - 1
	values := []string{"Holt", "Mira", "Ada", "Dr.", "III"}[:last+1]
	user := t.User(harness.Attrs{name.Name: name.Of(values...)})
	t.Patch(user.Path, op("remove", name.Path(last), nil))
	want := harness.Attrs{name.Path(last): nil}
	for i := range last {
		want[name.Path(i)] = values[i]
	}
	subject.Want(t, user.Path, want)
}

func removeNowhere(t *harness.T) {
	user := t.User(nil)
	before := subject.Read(t, user.Path)
	subject.Refused(t, t.TryPatch(user.Path, op("remove", "", nil)), "noTarget")
	subject.Unchanged(t, user.Path, before)
}

func removeAbsent(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: nil})
	before := subject.Read(t, user.Path)
	t.Patch(user.Path, op("remove", attribute, nil))
	subject.Unchanged(t, user.Path, before)
}
