package patch

import (
	"net/http"
	"net/url"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func replace() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-012", Title: "replace sets a single value",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs[:1],
			Requirement: "replace on a single-valued attribute gives it the new value.",
			Advice:      "Store the value of the operation under its path before you answer success.",
		}, replaceSingle),

		harness.RFC(harness.Declaration{
			ID: "PAT-013", Title: "replace of an attribute without a value acts as add",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace on an attribute that has no value is done as an add.",
			Advice:      "Do not demand that there is something to replace.",
		}, replaceUnassigned),

		harness.RFC(harness.Declaration{
			ID: "PAT-014", Title: "replace without a path replaces the attributes named and no others",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace without a path replaces each attribute that its object names and leaves all others as they are.",
			Advice:      "Treat each key of the value as the path of a replace of its own; the object is not the whole resource.",
		}, replaceWithoutPath),

		harness.RFC(harness.Declaration{
			ID: "PAT-015", Title: "replace of a multi-valued attribute replaces all elements",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace on a multi-valued attribute without a filter leaves exactly the elements given.",
			Advice:      "Discard the old elements; only add appends.",
		}, replaceElements),

		harness.RFC(harness.Declaration{
			ID: "PAT-016", Title: "replace of a complex attribute changes the sub-attributes given",
			Level: harness.Must, Ref: replacing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace on a complex attribute sets the sub-attributes given and leaves the others as they are.",
			Advice:      "Merge the object into the one that is there: sub-attributes that are not named stay.",
		}, replaceComplex),

		harness.RFC(harness.Declaration{
			ID: "PAT-046", Title: "replace with null or an empty array unassigns",
			Level: harness.Must, Ref: "7643 §2.5", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "null and the empty array are the same as no value: replace with them takes the value away.",
			Advice:      "Treat null, and [] for multi-valued attributes, as unassigned wherever a value may stand.",
		}, replaceByNothing),
	}
}

func replaceSingle(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	change(t, user.Path, op("replace", attribute, subject.Second))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second})
}

func replaceUnassigned(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: nil})
	t.Patch(user.Path, op("replace", attribute, subject.First))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.First})
}

func replaceWithoutPath(t *harness.T) {
	attributes, plural := subject.Texts(t, 2), subject.Elements(t)
	first, second := plural.Element(0), plural.Element(1)
	user := t.User(harness.Attrs{attributes[0]: subject.First, attributes[1]: subject.Second, plural.Name: plural.Of(first)})
	before := subject.Read(t, user.Path)
	t.Patch(user.Path, op("replace", "", harness.Attrs{attributes[0]: subject.Third, plural.Name: plural.Of(second)}))
	subject.Want(t, user.Path, harness.Attrs{attributes[0]: subject.Third})
	subject.WantElements(t, user.Path, plural.Name, second)
	subject.Unchanged(t, user.Path, before, attributes[0], plural.Name)
	if t.Open(harness.GateGroups) {
		t.Step("rename of a group with a member", func() { renameWithoutPath(t, user) })
	}
}

// renameWithoutPath is not about groups that cannot be made, which GRP checks are about.
func renameWithoutPath(t *harness.T, member harness.User) {
	created := t.Create("/Groups", harness.Attrs{"schemas": []string{harness.GroupURN}, "displayName": t.Name("")})
	id := created.PeekID()
	group := harness.Group{ID: id, Path: "/Groups/" + url.PathEscape(id)}
	if created.Status() != http.StatusCreated || id == "" ||
		t.TryPatch(group.Path, op("add", "members", harness.MemberValues(member.ID))).Status() >= http.StatusMultipleChoices || len(t.Members(group)) != 1 {
		t.Remark("no group with a member could be made, so only a user was looked at")
		return
	}
	renamed := t.Name("")
	t.Patch(group.Path, op("replace", "", harness.Attrs{"displayName": renamed}))
	subject.Want(t, group.Path, harness.Attrs{"displayName": renamed})
	t.WantMembers(group, member.ID)
}

func replaceElements(t *harness.T) {
	plural := subject.Elements(t)
	first, second := plural.Element(0), plural.Element(1)
	user := t.User(harness.Attrs{plural.Name: plural.Of(first)})
	t.Patch(user.Path, op("replace", plural.Name, plural.Of(second)))
	subject.WantElements(t, user.Path, plural.Name, second)
}

func replaceComplex(t *harness.T) {
	name := subject.Name(t)
	user := t.User(harness.Attrs{name.Name: name.Of("Holt", "Mira")})
	t.Patch(user.Path, op("replace", name.Name, harness.Attrs{name.Subs[1]: "Mirabel"}))
	subject.Want(t, user.Path, harness.Attrs{name.Path(0): "Holt", name.Path(1): "Mirabel"})
}

func replaceByNothing(t *harness.T) {
	attribute, plural := subject.Texts(t, 1)[0], subject.Elements(t)
	user := t.User(harness.Attrs{attribute: subject.First, plural.Name: plural.Of(plural.Element(0))})
	t.Patch(user.Path, op("replace", attribute, jsontext.Value("null")))
	subject.Want(t, user.Path, harness.Attrs{attribute: nil})
	t.Patch(user.Path, op("replace", plural.Name, plural.Of()))
	subject.WantElements(t, user.Path, plural.Name)
}
