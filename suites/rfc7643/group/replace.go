package group

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func replace() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-014", Title: "PUT replaces displayName and the member list",
			Level: harness.Must, Ref: "7644 §3.5.1", Gate: harness.GateGroups, Effect: harness.EffectWrite,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedGroup},
			Requirement: "A PUT of a group gives it the name and exactly the members of the body.",
			Advice:      "Replace the member list by that of the body; do not merge.",
		}, putGroup),
	}
}

func putGroup(t *harness.T) {
	a, b, c := t.User(nil), t.User(nil), t.User(nil)
	group := team(t, a, b)
	renamed := t.Name("")
	answer := t.PutGroup(group, body(t, harness.Attrs{"displayName": renamed, "members": harness.MemberValues(b.ID, c.ID)}))
	if status := answer.Status(); status == http.StatusMethodNotAllowed || status == http.StatusNotImplemented {
		t.SkipBecause("PUT is not served, which PUT-001 is about")
	}
	answer.Is(http.StatusOK, http.StatusNoContent)
	subject.Want(t, group.Path, harness.Attrs{"displayName": renamed})
	t.WantMembers(group, b.ID, c.ID)
}
