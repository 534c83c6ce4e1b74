package authentication

import (
	"bytes"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func effect() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "AUT-013", Title: "What is refused with 401 does not happen",
		Level: harness.Must, Ref: "7644 §3.12", Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser},
		Requirement: "A write that is refused with 401 or 403 has no effect.",
		Advice:      "Check the token before the handler runs, not after it or beside it.",
	}, withoutEffect)}
}

func withoutEffect(t *harness.T) {
	user := t.User(nil)
	for _, who := range []struct {
		what   string
		header []string
	}{{"without a token", nil}, {"with a wrong token", []string{"Bearer " + harness.WrongToken(t)}}} {
		header := http.Header{"Authorization": who.header}
		body := t.UserBody(nil)
		name, _ := body["userName"].(string)
		wantRefused(t.CreateBy(harness.Request{Path: "/Users", Body: body, Header: header}, name), who.what)
		notCreated(t, name, who.what)

		wantRefused(t.Send(harness.Request{Method: http.MethodDelete, Path: user.Path, Header: header}), who.what)
		t.Step("the user must still be there", func() { t.Get(user.Path).Is(http.StatusOK) })
	}
}

// wantRefused takes any refusal for one: which status it should be is for AUT-001 and 003 to say.
func wantRefused(answer *harness.Answer, what string) {
	if answer.Status() < http.StatusMultipleChoices {
		answer.Fail("a write "+what+" was done", harness.Status(answer), "401 Unauthorized", "403 Forbidden")
	}
}

// notCreated looks for the user by name; that filters work is for others to say.
func notCreated(t *harness.T, userName, what string) {
	if !t.Open(harness.GateFilter) {
		return
	}
	answer := t.Get("/Users", harness.Filter(`userName eq "%s"`, userName))
	if answer.Status() == http.StatusOK && bytes.Contains(answer.Body(), []byte(userName)) {
		answer.Fail("a create "+what+" was refused and done all the same", userName, "no such user")
	}
}
