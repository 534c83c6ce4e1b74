package put

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func served() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PUT-001", Title: "PUT is served and answers 200 with the whole resource",
			Level: harness.Must, Ref: "7644 §3.5", Effect: harness.EffectWrite, Needs: needs,
			Requirement: "PUT replaces a user and answers 200 with the whole resource as it then is.",
			Advice:      "Support PUT on /Users/{id} and answer 200 with the updated resource, not 204: the client compares its own view with yours.",
		}, success),

		harness.RFC(harness.Declaration{
			ID: "PUT-002", Title: "The change is there when the user is read again",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "What a PUT was answered to have changed is what a GET shows.",
			Advice:      "Answer with what was stored, after it was stored, and read from where you wrote.",
		}, takesEffect),

		harness.RFC(harness.Declaration{
			ID: "PUT-010", Title: "PUT to an unknown id answers 404 and creates nothing",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "PUT never creates a resource: to an id that does not exist it answers 404.",
			Advice:      "Look the resource up first. Ids are given by the service provider, on POST only.",
		}, unknownID),
	}
}

func success(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user, body := person(t, harness.Attrs{attribute: subject.First})
	answer := t.PutUser(user, with(body, harness.Attrs{attribute: subject.Second})).Is(http.StatusOK)
	shown := answer.Object()
	shown.Value("id").IsEqual(user.ID)
	shown.ContainsKey("schemas").ContainsKey("userName")
	if got := subject.At(shown.Raw(), attribute); got != subject.Second {
		if subject.At(subject.Read(t, user.Path), attribute) == got {
			t.SkipBecause("the change does not take effect, which PUT-002 is about")
		}
		answer.Fail("the answer does not show the user as it now is", attribute+" "+harness.Show(got), attribute+" "+harness.Show(subject.Second))
	}
}

func takesEffect(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user, body := person(t, harness.Attrs{attribute: subject.First})
	if t.PutUser(user, with(body, harness.Attrs{attribute: subject.Second})).Status() >= http.StatusMultipleChoices {
		t.SkipBecause("PUT is refused, which PUT-001 is about")
	}
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second})
}

func unknownID(t *harness.T) {
	user := t.User(nil)
	unknown := subject.UnknownPath(t, "/Users", user.ID)
	body := t.UserBody(nil)
	name, _ := body["userName"].(string)
	t.Own("Users", "userName", name)
	answer := t.Put(unknown, body)
	if answer.Status() < http.StatusMultipleChoices {
		answer.Fail("a PUT has created a resource, or says so", http.StatusText(answer.Status()), "404 Not Found")
	}
	if status := answer.Status(); status == http.StatusMethodNotAllowed || status == http.StatusNotImplemented {
		t.SkipBecause("PUT is not served, which PUT-001 is about")
	}
	answer.Is(http.StatusNotFound)
	for _, found := range subject.Found(t.Get("/Users", harness.Filter(`userName eq "%s"`, name))) {
		if found["userName"] == name {
			t.Fail("a PUT was answered 404 and has created a resource all the same", harness.Show(found), "no such user")
		}
	}
}
