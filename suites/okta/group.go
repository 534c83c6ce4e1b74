package okta

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func group() []harness.Spec {
	return []harness.Spec{harness.Check(harness.Declaration{
		ID: "OKT-007", Title: "Group push: create with members, rename, remove a member",
		Level: harness.MustOkta, RFC: harness.Must, Ref: docs, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles,
		Needs:       []harness.Need{harness.NeedUser, harness.NeedGroup},
		Requirement: "A group is created with its members, renamed by replace without path with id and displayName, and loses a member by a path with a filter; nothing else changes.",
		Advice:      "Store members that come with a create; ignore id in a PATCH value, which is readOnly and the same; evaluate members[value eq \"…\"].",
	}, push)}
}

func push(t *harness.T) {
	first, second := t.User(nil), t.User(nil)
	name := t.Name("")
	created := t.Create("/Groups", harness.Attrs{
		"schemas": []string{harness.GroupURN}, "displayName": name, "members": []harness.Attrs{
			{"value": first.ID, "display": first.UserName}, {"value": second.ID, "display": second.UserName},
		},
	}).Is(http.StatusCreated, http.StatusOK)
	id := created.ID()
	pushed := harness.Group{ID: id, DisplayName: name, Path: "/Groups/" + url.PathEscape(id)}
	t.Step("the members that came with the create", func() { t.WantMembers(pushed, first.ID, second.ID) })
	if !t.Open(harness.GatePatch) {
		t.Remark("PATCH is not supported: renaming and removing were left out")
		return
	}
	to := t.Name("")
	renamed := t.TryPatch(pushed.Path, harness.Op{Op: "replace", Value: harness.Attrs{"id": id, "displayName": to}})
	if kind, _ := renamed.SCIMError(); renamed.Status() == http.StatusBadRequest && kind == "mutability" {
		t.FailProfile("the group is not renamed, because id is readOnly; the RFC has this answer, and Okta always sends id", harness.Excerpt(renamed), "200 OK", "204 No Content")
	}
	renamed.Is(http.StatusOK, http.StatusNoContent)
	t.ReadBack(pushed.Path, func(o *httpexpect.Object) { o.Value("displayName").IsEqual(to) })
	t.Step("the members after the renaming", func() { t.WantMembers(pushed, first.ID, second.ID) })

	t.Patch(pushed.Path, harness.Op{Op: "remove", Path: fmt.Sprintf(`members[value eq "%s"]`, first.ID)})
	t.Step("the members after one was removed", func() { t.WantMembers(pushed, second.ID) })
}
