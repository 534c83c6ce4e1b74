package patch

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func forbidden() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-026", Title: "Removing a required or readOnly attribute answers 400 mutability",
			Level: harness.Must, Ref: removing, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove on a required attribute (userName) or a readOnly one (id) is refused with 400 mutability.",
			Advice:      "Check required and mutability from the schema before you remove, and answer 400 with scimType mutability.",
		}, removeProtected),

		harness.RFC(harness.Declaration{
			ID: "PAT-031", Title: "Changing id, meta or another readOnly attribute is refused and changes nothing",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "An operation on a readOnly attribute (id, meta, groups) is refused with an error and changes nothing.",
			Advice:      "Answer 400 mutability to an operation whose path is readOnly; a success that ignores it leaves the client believing in the change.",
		}, changeReadOnly),

		harness.RFC(harness.Declaration{
			ID: "PAT-032", Title: "An immutable attribute takes a first value by add, then no other",
			Level: harness.Must, Ref: modifying, Gate: harness.GateImmutable, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add gives an immutable attribute without a value its first one; after that no operation changes it.",
			Advice:      "Allow add while the attribute is unassigned and answer 400 mutability to every other value from then on.",
		}, changeImmutable),
	}
}

func removeProtected(t *harness.T) {
	user := t.User(nil)
	before := subject.Read(t, user.Path)
	for _, attribute := range []string{"userName", "id"} {
		t.Step("remove "+attribute, func() {
			subject.Refused(t, t.TryPatch(user.Path, op("remove", attribute, nil)), "mutability")
		})
	}
	subject.Unchanged(t, user.Path, before)
}

func changeReadOnly(t *harness.T) {
	user := t.User(nil)
	before := subject.Read(t, user.Path)
	t.Step("id", func() { changeID(t, user) })
	tries := []harness.Op{op("replace", "meta.resourceType", "Robot")}
	if t.Declares(harness.UserURN, "groups") {
		tries = append(tries, op("replace", "groups", []harness.Attrs{{"value": t.GUID()}}))
	}
	for _, try := range tries {
		t.Step(try.Path, func() {
			answer := t.TryPatch(user.Path, try)
			tolerateSilence(t, answer, try.Path)
			subject.Unchanged(t, user.Path, before)
			if was := subject.At(before, "meta.resourceType"); was != nil {
				subject.Want(t, user.Path, harness.Attrs{"meta.resourceType": was})
			}
		})
	}
}

// changeID also looks at where the user would be found if its id could be changed, and takes it away from there.
func changeID(t *harness.T, user harness.User) {
	id := t.GUID()
	moved := "/Users/" + url.PathEscape(id)
	answer := t.TryPatch(user.Path, op("replace", "id", id))
	tolerateSilence(t, answer, "id")
	if answer.Status() < http.StatusMultipleChoices && t.Get(moved).Status() == http.StatusOK {
		t.Delete(moved)
		answer.Fail("the id of a resource can be changed", id, "the id that the target gave")
	}
	subject.Want(t, user.Path, harness.Attrs{"id": user.ID})
}

// tolerateSilence demands an error of the client's; success is a deviation, provided that nothing has changed.
func tolerateSilence(t *harness.T, answer *harness.Answer, attribute string) {
	switch status := answer.Status(); {
	case status < http.StatusMultipleChoices:
		t.Deviation("a change of %s, which is readOnly, is answered %d and ignored; it should be refused", attribute, status)
	case status < http.StatusBadRequest || status >= http.StatusInternalServerError:
		answer.Is(http.StatusBadRequest)
	}
}

func changeImmutable(t *harness.T) {
	once, found := subject.Immutable(t)
	if !found {
		changeMember(t)
		return
	}
	user := t.User(nil)
	t.Patch(user.Path, op("add", once.Path(), once.First))
	stored := subject.At(subject.Read(t, user.Path), once.Path())
	if subject.Unassigned(stored) {
		t.Fail(once.Path()+" has no value after an add", harness.Show(stored), harness.Show(once.First))
	}
	for _, name := range []string{"replace", "add"} {
		t.Step(name+" of another value", func() {
			subject.Refused(t, t.TryPatch(user.Path, op(name, once.Path(), once.Second)), "mutability")
			subject.Want(t, user.Path, harness.Attrs{once.Path(): stored})
		})
	}
}

// changeMember tries it with a member of a group, whose value is immutable in RFC 7643 §8.7.1.
func changeMember(t *harness.T) {
	schema, _ := t.Schema(harness.GroupURN)
	members, _ := schema.Attribute("members")
	if value, ok := members.Sub("value"); !ok || value.Mutability != "immutable" || !t.Open(harness.GateGroups) {
		t.NotSupported("/Schemas has no immutable attribute that clients may give a value: one of users, or members.value of groups")
	}
	first, second := t.User(nil), t.User(nil)
	group := t.Group(first)
	answer := t.TryPatch(group.Path, op("replace", `members[value eq "`+first.ID+`"].value`, second.ID))
	tolerateSilence(t, answer, "members.value")
	t.WantMembers(group, first.ID)
}
