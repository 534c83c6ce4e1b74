package entra

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func errors() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-032", Title: "Errors say what to do: a detail of their own, and 409 for a duplicate",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "Errors carry a detail that says what is wrong, and a create that collides answers 409, which makes Entra match again.",
			Advice:      "Write one sentence that names the value and the rule; it is all that an administrator sees in the provisioning log. 400 for a duplicate is a dead end: Entra does not match again and does not retry as is.",
			Entra:       "The detail is what the administrator reads in the provisioning log (Q20, Q22). 409 starts a new match (Q18); any other 4xx is tried again unchanged until quarantine.",
		}, actionable),
	}
}

func actionable(t *harness.T) {
	user := t.User(nil)
	duplicate := t.Create("/Users", t.UserBody(harness.Attrs{"userName": user.UserName})).Is(http.StatusConflict)
	unknown := t.Get("/Users/" + t.GUID())
	said := wantDetail(t, duplicate)
	if said == "" {
		return
	}
	if strings.EqualFold(strings.Trim(said, ". "), http.StatusText(http.StatusConflict)) || strings.EqualFold(strings.Trim(said, ". "), http.StatusText(http.StatusBadRequest)) {
		duplicate.Fail("detail says no more than the status", said, "what collides, and with what")
	}
	if unknown.Status() == http.StatusNotFound && wantDetail(t, unknown) == said {
		unknown.Fail("detail is the same for every error", said, "what is wrong this time")
	}
}

// wantDetail returns the detail of an error. A SCIM error without one is tolerated: Entra goes on all the same, only nobody
// learns why.
func wantDetail(t *harness.T, answer *harness.Answer) string {
	raw := harness.Member(answer.Doc(), "detail")
	text, isText := raw.(string)
	if _, isError := answer.SCIMError(); raw == nil && isError {
		t.Tolerate("an error has no detail (%d); the provisioning log then says nothing that helps", answer.Status())
		return ""
	}
	if !isText || strings.TrimSpace(text) == "" {
		got := "no detail"
		if raw != nil {
			got = harness.Show(raw)
		}
		answer.Fail("the error does not say what is wrong", got, "detail: one sentence for people")
	}
	return text
}
