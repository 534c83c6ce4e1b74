package group

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func create() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-001", Title: "A group can be created with displayName only",
			Level: harness.Must, Ref: groups, Gate: harness.GateGroups, Effect: harness.EffectWrite,
			Requirement: "A group is created from a displayName alone, and then has no members.",
			Advice:      "Demand nothing but displayName: Entra creates every group empty and adds members later.",
		}, nameOnly),

		harness.RFC(harness.Declaration{
			ID: "GRP-002", Title: "A group without displayName answers 400",
			Level: harness.Must, Ref: groups, Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedGroup},
			Requirement: "displayName is required: a group without it is refused with 400.",
			Advice:      "Answer 400 invalidValue; do not make a name up, which nobody could find the group by.",
		}, withoutName),

		harness.RFC(harness.Declaration{
			ID: "GRP-003", Title: "A group can be created with members in the body",
			Level: harness.Must, Ref: groups, Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser, harness.NeedGroup},
			Requirement: "The members in the body of a create are members of the new group.",
			Advice:      "Store the members with the group in the same transaction.",
		}, withMembers),

		harness.RFC(harness.Declaration{
			ID: "GRP-021", Title: "Whether two groups may share a displayName",
			Level: harness.Should, Ref: "7643 §8.7.1", Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedGroup},
			Requirement: "A second group of the same displayName is created, or refused with 409; the RFC allows both, Entra wants 409.",
			Advice:      "Answer 201, or 409 with scimType uniqueness. Entra finds groups by displayName and cannot go on with two of one name (AAD-025).",
		}, sharedName),
	}
}

func nameOnly(t *harness.T) {
	sent := body(t, nil)
	group := made(t.Create("/Groups", sent), sent)
	subject.Want(t, group.Path, harness.Attrs{"displayName": sent["displayName"]})
	t.WantMembers(group)
}

// withoutName cannot find what it may have made by name, so it deletes it at once.
func withoutName(t *harness.T) {
	sent := body(t, nil)
	delete(sent, "displayName")
	answer := t.Post("/Groups", sent)
	if id := answer.PeekID(); id != "" {
		t.Delete("/Groups/" + id)
	}
	answer.Is(http.StatusBadRequest)
}

func withMembers(t *harness.T) {
	first, second := t.User(nil), t.User(nil)
	sent := body(t, harness.Attrs{"members": harness.MemberValues(first.ID, second.ID)})
	group := made(t.Create("/Groups", sent), sent)
	t.WantMembers(group, first.ID, second.ID)
}

func sharedName(t *harness.T) {
	group := t.Group()
	answer := t.Create("/Groups", body(t, harness.Attrs{"displayName": group.DisplayName}))
	answer.Is(http.StatusCreated, http.StatusOK, http.StatusConflict)
	if answer.Status() == http.StatusConflict {
		t.Remark("groups may not share a displayName: 409, as Entra wants it")
		return
	}
	t.Remark("groups may share a displayName, as the RFC has it; Entra needs them to be unique (AAD-025)")
}
