package group

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func remove() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-009", Title: `PATCH remove members[value eq "…"] removes that member only`,
			Level: harness.Must, Ref: "7644 §3.5.2.2", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: `remove with the path members[value eq "id"] takes exactly that member out.`,
			Advice:      "Evaluate the filter of the path for each member and keep those that do not match.",
		}, removeOne),

		harness.RFC(harness.Declaration{
			ID: "GRP-010", Title: "Removing somebody who is no member succeeds and changes nothing",
			Level: harness.Should, Ref: "7644 §3.5.2.2", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove of a user who is not in the group answers success and changes nothing.",
			Advice:      "The state that the client wants is there: answer 204.",
		}, removeAbsent),

		harness.RFC(harness.Declaration{
			ID: "GRP-011", Title: "PATCH remove members empties the group",
			Level: harness.Must, Ref: "7644 §3.5.2.2", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "remove with the path members, and nothing else, leaves the group without members.",
			Advice:      "Clear the whole list when neither filter nor value narrows it.",
		}, removeAll),

		harness.RFC(harness.Declaration{
			ID: "GRP-012", Title: "PATCH replace members sets the exact list",
			Level: harness.Must, Ref: "7644 §3.5.2.3", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace on members leaves exactly the members given.",
			Advice:      "Remove who is not in the list, add who is missing.",
		}, replaceAll),

		harness.RFC(harness.Declaration{
			ID: "GRP-013", Title: "Remove and add in one request give the sequential result",
			Level: harness.Must, Ref: "7644 §3.5.2", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Operations on members in one request apply in order: whoever is added and then removed is not in the group.",
			Advice:      "Apply the operations one after the other to the same list.",
		}, removeAndAdd),
	}
}

func without(user harness.User) harness.Op {
	return op("remove", `members[value eq "`+user.ID+`"]`, nil)
}

func removeOne(t *harness.T) {
	offered(t)
	a, b, c := t.User(nil), t.User(nil), t.User(nil)
	group := t.Group(a, b, c)
	t.Patch(group.Path, without(b))
	t.WantMembers(group, a.ID, c.ID)
}

func removeAbsent(t *harness.T) {
	offered(t)
	member, other := t.User(nil), t.User(nil)
	group := t.Group(member)
	t.Patch(group.Path, without(other))
	t.WantMembers(group, member.ID)
}

func removeAll(t *harness.T) {
	offered(t)
	group := t.Group(t.User(nil), t.User(nil))
	t.Patch(group.Path, op("remove", "members", nil))
	t.WantMembers(group)
}

func replaceAll(t *harness.T) {
	offered(t)
	a, b, c := t.User(nil), t.User(nil), t.User(nil)
	group := t.Group(a)
	t.Patch(group.Path, op("replace", "members", harness.MemberValues(b.ID, c.ID)))
	t.WantMembers(group, b.ID, c.ID)
}

func removeAndAdd(t *harness.T) {
	offered(t)
	leaves, passes, comes, stays := t.User(nil), t.User(nil), t.User(nil), t.User(nil)
	group := t.Group(leaves, stays)
	t.Patch(group.Path,
		op("add", "members", harness.MemberValues(passes.ID)),
		without(passes),
		without(leaves),
		op("add", "members", harness.MemberValues(comes.ID)))
	t.WantMembers(group, stays.ID, comes.ID)
}
