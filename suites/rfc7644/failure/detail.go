package failure

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func detail() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ERR-003", Title: "detail says what is wrong",
			Level: harness.Should, Ref: section, Effect: harness.EffectRead,
			Requirement: "An error has detail, a text for people that names the attribute or the value that is wrong.",
			Advice:      `Say what was wrong and where: "filter: nosuchoperator is no operator", "user 2819c223 not found". Entra shows detail in its provisioning logs, and it is all that an administrator gets to see.`,
		}, speaking),
		harness.Closing(harness.Practice(harness.Declaration{
			ID: "ERR-008", Title: "detail repeats no password and no token",
			Level: harness.Should, Ref: "—", Effect: harness.EffectWrite,
			Requirement: "No error repeats a password or a token.",
			Advice:      "Name the attribute, never its value, where the value is a secret: errors are logged on both sides, and Entra keeps them for a month.",
		}, discreet)),
	}
}

// telling are errors together with what a detail could name.
func telling(t *harness.T) []struct {
	answer *harness.Answer
	names  []string
} {
	id, attribute := t.GUID(), "nosuchattribute"
	return []struct {
		answer *harness.Answer
		names  []string
	}{
		{t.Get("/Users/" + id), []string{id}},
		{t.Get("/Users", harness.Filter(`userName nosuchoperator "x"`)), []string{"nosuchoperator", "username"}},
		{t.Get("/Users", harness.Filter(`%s eq "x"`, attribute)), []string{attribute}},
		{t.Get("/EntrasimNoSuchEndpoint"), []string{"entrasimnosuchendpoint"}},
	}
}

// speaking demands a detail in every error, and that one of them at least is about what was sent: how much each says is a
// matter of taste.
func speaking(t *harness.T) {
	t.Readable()
	judged, specific := 0, false
	var last *harness.Answer
	for _, e := range telling(t) {
		doc := e.answer.Doc()
		if e.answer.Status() < http.StatusBadRequest || doc == nil {
			continue // not refused, or no JSON: other checks are about that
		}
		judged++
		last = e.answer
		text, ok := doc["detail"].(string)
		if !ok || strings.TrimSpace(text) == "" {
			e.answer.Fail("the error does not say what is wrong", harness.Excerpt(e.answer), "detail with a text")
		}
		for _, name := range e.names {
			specific = specific || strings.Contains(strings.ToLower(text), name)
		}
	}
	switch {
	case judged == 0:
		t.SkipBecause("no error came as a JSON object, which ERR-001 is about")
	case !specific:
		last.Fail("no detail names what was wrong: every error says something general", harness.Excerpt(last), "detail that names the attribute or value")
	}
}

// discreet sends creates with a password that are refused for other reasons, and looks at all errors of the run for the token.
func discreet(t *harness.T) {
	if t.Declares(harness.UserURN, "password") {
		withPassword(t)
	}
	wrong := harness.WrongToken(t)
	t.Send(harness.Request{Method: http.MethodGet, Path: "/Users", Header: http.Header{"Authorization": {"Bearer " + wrong}}})
	for _, o := range t.Errors() {
		for _, secret := range []string{t.Token(), wrong} {
			if len(secret) > 5 && strings.Contains(string(o.Body()), secret) {
				o.Fail("the error repeats the token that it was sent", "the token", "an error without it")
			}
		}
	}
}

func withPassword(t *harness.T) {
	password := "Es-" + t.GUID()
	taken := t.UserBody(harness.Attrs{"password": password})
	name, _ := taken["userName"].(string)
	for _, body := range []harness.Attrs{
		t.UserBody(harness.Attrs{"password": password, "userName": nil}),
		t.UserBody(harness.Attrs{"password": password, "active": "neither"}),
		taken,
		t.UserBody(harness.Attrs{"password": password, "userName": name}), // taken by now
	} {
		answer := t.Create("/Users", body)
		if answer.Status() >= http.StatusBadRequest && strings.Contains(string(answer.Body()), password) {
			answer.Fail("the error repeats the password that it was sent", harness.Excerpt(answer), "an error without it")
		}
	}
}
