package group

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func nested() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-018", Title: "A group can be a member of a group; types are direct and indirect",
			Level: harness.May, Ref: groups, Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser, harness.NeedGroup},
			Requirement: "Where groups may hold groups, the inner one is a member like any other, and groups of a user says direct or indirect.",
			Advice:      "Accept groups as members when the schema says so, and set groups[].type to direct for the user's own groups and to indirect for those above.",
		}, groupInGroup),

		harness.RFC(harness.Declaration{
			ID: "GRP-019", Title: "A membership cycle is refused or harmless",
			Level: harness.Should, Ref: groups, Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedGroup},
			Requirement: "Two groups that become members of one another are refused with an error, or both can still be read.",
			Advice:      "Look for a cycle before you add a group to a group, or stop at what you have seen when you walk memberships.",
		}, cycle),
	}
}

// announced tells whether the schema of groups says that groups may be members.
func announced(t *harness.T) bool {
	schema, _ := t.Schema(harness.GroupURN)
	members, _ := schema.Attribute("members")
	kind, _ := members.Sub("type")
	ref, _ := members.Sub("$ref")
	isGroup := func(s string) bool { return strings.EqualFold(s, "Group") }
	return slices.ContainsFunc(kind.CanonicalValues, isGroup) || slices.ContainsFunc(ref.ReferenceTypes, isGroup)
}

// nest puts one group into another; where that is refused, the check is about something that the target does not have.
func nest(t *harness.T, outer, inner harness.Group) *harness.Answer {
	value := []harness.Attrs{{"value": inner.ID, "type": "Group"}}
	if t.Open(harness.GatePatch) {
		return t.TryPatch(outer.Path, op("add", "members", value))
	}
	return t.PutGroup(outer, body(t, harness.Attrs{"displayName": outer.DisplayName, "members": value}))
}

func groupInGroup(t *harness.T) {
	user := t.User(nil)
	inner, outer := team(t, user), t.Group()
	answer := nest(t, outer, inner)
	if answer.Status() >= http.StatusBadRequest {
		if announced(t) {
			answer.Fail("a group as a member is refused though the schema says that members may be groups", answerText(answer), "200 OK", "204 No Content")
		}
		t.NotSupported("the target takes no groups as members of groups")
	}
	t.WantMembers(outer, inner.ID)
	if !t.Declares(harness.UserURN, "groups") {
		return
	}
	types := map[string]any{}
	for _, g := range subject.ElementsOf(subject.Read(t, user.Path, harness.Param{Name: "attributes", Value: "groups"}), "groups") {
		if id, ok := g["value"].(string); ok {
			types[id] = g["type"]
		}
	}
	for _, want := range []struct{ id, kind string }{{inner.ID, "direct"}, {outer.ID, "indirect"}} {
		if kind, shown := types[want.id]; shown && kind != nil && kind != want.kind {
			t.Fail("the type of a group of the user is not what its membership is", harness.Show(kind), harness.Show(want.kind))
		}
	}
	if _, shown := types[outer.ID]; !shown {
		t.Remark("groups of a user shows direct memberships only")
	}
}

func answerText(answer *harness.Answer) string {
	return strings.TrimSpace(http.StatusText(answer.Status()) + " " + string(answer.Body()))
}

func cycle(t *harness.T) {
	first, second := t.Group(), t.Group()
	if nest(t, first, second).Status() >= http.StatusBadRequest {
		t.NotSupported("the target takes no groups as members of groups")
	}
	answer := nest(t, second, first)
	if answer.Status() >= http.StatusInternalServerError {
		answer.Fail("a membership cycle is too much for the target", answerText(answer), "an error of the client's", "success")
	}
	if answer.Status() >= http.StatusBadRequest {
		t.Remark("a membership cycle is refused with %d", answer.Status())
	}
	t.Get(first.Path).Is(http.StatusOK)
	t.Get(second.Path).Is(http.StatusOK)
}
