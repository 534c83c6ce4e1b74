package put

import (
	"maps"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func refuse() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PUT-009", Title: "A body that lacks a required attribute answers 400",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PUT whose body lacks a required attribute (userName) is refused with 400.",
			Advice:      "Validate the body against the schema as on create and answer 400 invalidValue.",
		}, withoutName),

		harness.RFC(harness.Declaration{
			ID: "PUT-011", Title: "Taking another user's unique value answers 409; repeating one's own succeeds",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs[:1],
			Requirement: "A PUT with the userName of another user is refused with 409 uniqueness; with the user's own it succeeds.",
			Advice:      "Check uniqueness against all users but the one that is replaced, and answer 409 with scimType uniqueness.",
		}, takenName),

		harness.RFC(harness.Declaration{
			ID: "PUT-013", Title: "A failed PUT changes nothing",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PUT that is refused leaves every attribute of the user as it was.",
			Advice:      "Validate the whole body before you change anything, or roll back.",
		}, nothingChanges),
	}
}

func withoutName(t *harness.T) {
	user, body := person(t, nil)
	nameless := maps.Clone(body)
	delete(nameless, "userName")
	t.PutUser(user, nameless).Is(http.StatusBadRequest)
	subject.Want(t, user.Path, harness.Attrs{"userName": user.UserName})
}

func takenName(t *harness.T) {
	user, body := person(t, nil)
	other := t.User(nil)
	t.Step("the user's own name", func() {
		own := t.PutUser(user, body)
		if own.Status() == http.StatusConflict {
			own.Fail("a PUT with the user's own userName is refused as a duplicate", "409 Conflict", "200 OK")
		}
		if own.Status() >= http.StatusMultipleChoices {
			t.SkipBecause("PUT is refused, which PUT-001 is about")
		}
	})
	t.Step("another user's name", func() {
		answer := t.PutUser(user, with(body, harness.Attrs{"userName": other.UserName}))
		if kind, _ := answer.SCIMError(); answer.Status() == http.StatusBadRequest && kind == "mutability" {
			t.NotSupported("userName cannot be changed in this target: 400 mutability")
		}
		if answer.Status() < http.StatusMultipleChoices && subject.Read(t, user.Path)["userName"] == user.UserName {
			t.SkipBecause("a PUT does not take effect, which PUT-002 is about")
		}
		subject.Conflicts(t, answer)
		subject.Want(t, user.Path, harness.Attrs{"userName": user.UserName})
	})
}

// nothingChanges tries two bodies that must be refused. Where a target takes one all the same, another check is about that.
func nothingChanges(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	other := t.User(nil)
	user, body := person(t, harness.Attrs{attribute: subject.First})
	before := subject.Read(t, user.Path)
	changed := with(body, harness.Attrs{attribute: subject.Second})
	if t.Declares(harness.UserURN, "displayName") {
		changed["displayName"] = "Mira Berg"
	}
	nameless := maps.Clone(changed)
	delete(nameless, "userName")
	for _, try := range []struct {
		what string
		body harness.Attrs
	}{{"without userName", nameless}, {"another user's name", with(changed, harness.Attrs{"userName": other.UserName})}} {
		t.Step(try.what, func() {
			if t.PutUser(user, try.body).Status() < http.StatusBadRequest {
				t.SkipBecause("a PUT that must be refused is not, which PUT-009 and PUT-011 are about")
			}
			subject.Unchanged(t, user.Path, before)
		})
	}
}
