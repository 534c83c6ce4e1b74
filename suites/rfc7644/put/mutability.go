package put

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func mutability() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PUT-006", Title: "id, meta, groups and other readOnly values in the body are ignored",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "readOnly values in the body of a PUT are ignored: the PUT succeeds and they do not change.",
			Advice:      "Drop id, meta, groups and whatever else is readOnly from the body before you validate it: clients send back what they have read.",
		}, readOnly),

		harness.RFC(harness.Declaration{
			ID: "PUT-007", Title: "An id in the body that is not that of the URL does not move the resource",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The resource that a PUT replaces is that of the URL, whatever id stands in the body, and it keeps its id.",
			Advice:      "Take the key from the URL only; an id in the body is readOnly and is ignored.",
		}, otherID),

		harness.RFC(harness.Declaration{
			ID: "PUT-008", Title: "Changing an immutable value answers 400 mutability; repeating it succeeds",
			Level: harness.Should, Ref: replacing, Gate: harness.GateImmutable, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PUT with another value for an immutable attribute that has one is refused with 400 mutability; with the same value it succeeds.",
			Advice:      "Compare an immutable value with the stored one: equal is fine, another one is 400 with scimType mutability.",
		}, immutable),
	}
}

func readOnly(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user, body := person(t, harness.Attrs{attribute: subject.First})
	before := subject.Read(t, user.Path)
	stranger := t.GUID()
	body = with(body, harness.Attrs{
		attribute: subject.Second,
		"id":      user.ID,
		"meta":    harness.Attrs{"resourceType": "User", "created": "2001-02-03T04:05:06Z", "lastModified": "2001-02-03T04:05:06Z"},
	})
	if t.Declares(harness.UserURN, "groups") {
		body["groups"] = []harness.Attrs{{"value": stranger}}
	}
	replaced(t.Put(user.Path, body))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second, "id": user.ID})
	after := subject.Read(t, user.Path)
	if was, now := subject.At(before, "meta.created"), subject.At(after, "meta.created"); !subject.Same(was, now) {
		t.Fail("meta.created has changed", harness.Show(now), harness.Show(was)+", as before")
	}
	if was, now := subject.At(before, "groups"), subject.At(after, "groups"); !subject.Same(was, now) {
		t.Fail("groups has changed", harness.Show(now), harness.Show(was)+", as before")
	}
}

func otherID(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user, body := person(t, harness.Attrs{attribute: subject.First})
	other := t.User(harness.Attrs{attribute: subject.First})
	untouched := subject.Read(t, other.Path)
	answer := t.Put(user.Path, with(body, harness.Attrs{"id": other.ID, attribute: subject.Second}))
	want := subject.Second
	if status := answer.Status(); status == http.StatusBadRequest {
		t.Deviation("a PUT whose body has another id is refused with 400; the id is readOnly and should be ignored")
		want = subject.First
	} else {
		replaced(answer)
	}
	subject.Unchanged(t, other.Path, untouched)
	subject.Want(t, user.Path, harness.Attrs{"id": user.ID, attribute: want})
}

func immutable(t *harness.T) {
	once, found := subject.Immutable(t)
	if !found {
		t.NotSupported("/Schemas has no optional immutable attribute of users with a simple value")
	}
	user, body := person(t, once.Body(once.First))
	stored := subject.At(subject.Read(t, user.Path), once.Path())
	if subject.Unassigned(stored) {
		t.SkipBecause(once.Path() + " has no value after a create that gave it one, which CRE-004 is about")
	}
	t.Step("the same value", func() { replaced(t.PutUser(user, body)) })
	t.Step("another value", func() {
		subject.Refused(t, t.Put(user.Path, with(body, once.Body(once.Second))), "mutability")
	})
	subject.Want(t, user.Path, harness.Attrs{once.Path(): stored})
}
