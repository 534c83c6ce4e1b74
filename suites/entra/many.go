package entra

import (
	"fmt"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func many() []harness.Spec {
	needs := []harness.Need{harness.NeedUser, harness.NeedGroup, harness.NeedMembers}
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-029", Title: "A group PATCH answers 204, or at least without all members",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "A PATCH of a group answers 204; a 200 that repeats all members is slow and warned about in groups of some size.",
			Advice:      "Answer 204 without a body, or leave members out of the 200: a group of Entra's may have 100,000 of them, and it does not read them.",
			Entra:       "Entra ignores the body of the answer (Q15) and has a time limit for it: a group of 100,000 members in every answer is how large groups time out.",
		}, quietPatch),

		harness.Check(harness.Declaration{
			ID: "AAD-037", Title: "Members: several added, or removed, by one request",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: "gallery checklist", Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "One PATCH adds or removes several members, whether as one operation with many values or as many operations.",
			Advice:      "Go through all operations and all values of each; both forms come from Entra, and in one request up to a hundred members.",
			Entra:       "Memberships are sent in batches; a server that takes the first value only leaves people out, silently (Q01, Q13).",
		}, severalMembers),
	}
}

// crowd is the size of group from which on an answer with all members is worth a warning.
const crowd = 10

func quietPatch(t *harness.T) {
	var members []harness.User
	for range crowd {
		members = append(members, t.User(nil))
	}
	group := t.Group(members...)
	answer := t.TryPatch(group.Path, harness.Op{Op: t.Spelling("Replace"), Path: "externalId", Value: t.GUID()}).Is(http.StatusOK, http.StatusNoContent)
	list, _ := harness.Member(answer.Doc(), "members").([]any)
	if len(list) >= crowd {
		answer.Fail("the answer to a PATCH repeats all members of the group", fmt.Sprintf("%d members", len(list)), "204 No Content", "200 without members")
	}
}

func severalMembers(t *harness.T) {
	a, b, c, d := t.User(nil), t.User(nil), t.User(nil), t.User(nil)
	group := t.Group()
	add := func(users ...harness.User) harness.Op {
		return harness.Op{Op: t.Spelling("Add"), Path: "members", Value: values(users...)}
	}
	t.Step("one operation, many values", func() {
		t.Patch(group.Path, add(a, b))
		t.WantMembers(group, a.ID, b.ID)
	})
	t.Step("many operations", func() {
		t.Patch(group.Path, add(c), add(d))
		t.WantMembers(group, a.ID, b.ID, c.ID, d.ID)
	})
	t.Step("remove by one operation with many values", func() {
		t.Patch(group.Path, harness.Op{Op: t.Spelling("Remove"), Path: "members", Value: values(a, b)})
		t.WantMembers(group, c.ID, d.ID)
	})
	t.Step("remove by many operations", func() {
		t.Patch(group.Path, harness.Op{Op: "remove", Path: `members[value eq "` + c.ID + `"]`}, harness.Op{Op: "remove", Path: `members[value eq "` + d.ID + `"]`})
		t.WantMembers(group)
	})
}

func values(users ...harness.User) []harness.Attrs {
	ids := make([]string, len(users))
	for i, u := range users {
		ids[i] = u.ID
	}
	return harness.MemberValues(ids...)
}
