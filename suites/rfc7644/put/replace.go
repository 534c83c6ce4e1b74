package put

import (
	"maps"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func replace() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PUT-003", Title: "Values given replace the old ones, multi-valued attributes as a whole",
			Level: harness.Must, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PUT gives attributes the values of its body; of a multi-valued attribute exactly the elements of the body are left.",
			Advice:      "Discard the old elements of every attribute that the body names; do not merge.",
		}, valuesGiven),

		harness.RFC(harness.Declaration{
			ID: "PUT-004", Title: "Attributes left out are cleared or get a default",
			Level: harness.May, Ref: replacing, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A writable attribute that a PUT leaves out is cleared, or gets the target's default.",
			Advice:      "Clear what the body does not name: the intent of PUT is to replace all attributes. Keeping the old value makes PUT a merge.",
		}, valuesLeftOut),

		harness.RFC(harness.Declaration{
			ID: "PUT-005", Title: "null and [] clear an attribute",
			Level: harness.Must, Ref: "7643 §2.5", Effect: harness.EffectWrite, Needs: needs,
			Requirement: "null for a single-valued attribute and the empty array for a multi-valued one leave it without a value.",
			Advice:      "Treat null and [] as unassigned wherever a value may stand in a body.",
		}, valuesCleared),

		harness.RFC(harness.Declaration{
			ID: "PUT-012", Title: "PUT of an unchanged representation changes nothing",
			Level: harness.Should, Ref: replacing, Effect: harness.EffectWrite, Needs: needs[:1],
			Requirement: "A PUT with what a GET has shown, once or several times, leaves the user as it is.",
			Advice:      "Take back what you have shown: PUT is idempotent (RFC 9110 §9.2.2). Do not count the user itself as a duplicate of its userName.",
		}, sameAgain),
	}
}

func valuesGiven(t *harness.T) {
	attribute, plural := subject.Texts(t, 1)[0], subject.Elements(t)
	first, second := plural.Element(0), plural.Element(1)
	user, body := person(t, harness.Attrs{attribute: subject.First, plural.Name: plural.Of(plural.Element(0))})
	replaced(t.PutUser(user, with(body, harness.Attrs{attribute: subject.Second, plural.Name: plural.Of(first, second)})))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second})
	subject.WantElements(t, user.Path, plural.Name, first, second)
}

func valuesLeftOut(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user, body := person(t, harness.Attrs{attribute: subject.First})
	without := maps.Clone(body)
	delete(without, attribute)
	replaced(t.PutUser(user, without))
	switch got := subject.At(subject.Read(t, user.Path), attribute); {
	case subject.Unassigned(got):
		t.Remark("%s, which the body left out, is cleared", attribute)
	case got == subject.First:
		t.Fail(attribute+" keeps its value though the body leaves it out", harness.Show(got), "no "+attribute, "a default")
	default:
		t.Remark("%s, which the body left out, gets the default %s", attribute, harness.Show(got))
	}
}

func valuesCleared(t *harness.T) {
	attribute, plural := subject.Texts(t, 1)[0], subject.Elements(t)
	user, body := person(t, harness.Attrs{attribute: subject.First, plural.Name: plural.Of(plural.Element(0))})
	t.Step("null", func() {
		replaced(t.PutUser(user, with(body, harness.Attrs{attribute: nil})))
		subject.Want(t, user.Path, harness.Attrs{attribute: nil})
	})
	t.Step("[]", func() {
		replaced(t.PutUser(user, with(body, harness.Attrs{plural.Name: plural.Of()})))
		subject.WantElements(t, user.Path, plural.Name)
	})
}

// sameAgain leaves out what is readOnly: PUT-006 is about that.
func sameAgain(t *harness.T) {
	plural := subject.Elements(t)
	user := t.User(harness.Attrs{plural.Name: plural.Of(plural.Element(0))})
	shown := subject.Read(t, user.Path)
	body := harness.Attrs{}
	for name, value := range shown {
		if !strings.EqualFold(name, "id") && !strings.EqualFold(name, "meta") && !strings.EqualFold(name, "groups") {
			body[name] = value
		}
	}
	for _, time := range []string{"first time", "second time"} {
		t.Step(time, func() {
			answer := t.PutUser(user, body)
			if status := answer.Status(); status >= http.StatusMultipleChoices && status != http.StatusConflict {
				t.SkipBecause("PUT is refused, which PUT-001 is about")
			}
			replaced(answer)
			subject.Unchanged(t, user.Path, shown)
		})
	}
}
