package entra

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func members() []harness.Spec {
	needs := []harness.Need{harness.NeedUser, harness.NeedGroup}
	removal := append(needs[:2:2], harness.NeedMembers)
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-026", Title: `Members: Add with "$ref": null adds`,
			Level: harness.MustEntra, RFC: harness.Must, Ref: guide, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: `Add members with [{"$ref": null, "value": id}] adds the user to those who are in the group already; $ref: null is ignored.`,
			Advice:      "Add is a union by value: keep the members that are there, ignore one who is in already, treat null as unassigned (RFC 7643 §2.5).",
			Entra:       `Members come with "$ref": null (Q29), one request for up to a hundred of them.`,
		}, addMember),

		harness.Check(harness.Declaration{
			ID: "AAD-027", Title: "Members: Remove with a list of values removes only those",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: compat, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: removal,
			Requirement: "Remove members with value [{\"value\": id}] removes only that member and never empties the group.",
			Advice:      "Read the operation's value. By the RFC's letter it has none and the whole attribute goes: the first person to leave a group would empty it.",
			Entra:       "The defect that has done most damage in the field: by the letter of the RFC this removes everybody (Q01). The first person who leaves a group empties it, and nobody notices, as Entra never reads members.",
		}, removeByValue),

		harness.Check(harness.Declaration{
			ID: "AAD-028", Title: `Members: remove members[value eq "id"] removes only that member`,
			Level: harness.MustEntra, RFC: harness.Must, Ref: compat, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: removal,
			Requirement: `remove with the path members[value eq "id"] removes exactly that member.`,
			Advice:      "Evaluate the value filter of the path against each member. Entra sends this form with aadOptscim062020.",
			Entra:       "The form of the flag aadOptscim062020, and of Okta (Q01).",
		}, removeByFilter),
	}
}

func addMember(t *harness.T) {
	first, second := t.User(nil), t.User(nil)
	group := t.Group()
	add := func(user harness.User) {
		value := []harness.Attrs{{"$ref": nil, "value": user.ID}}
		t.Patch(group.Path, harness.Op{Op: t.Spelling("Add"), Path: "members", Value: value})
	}
	add(first)
	t.WantMembers(group, first.ID)
	add(second)
	t.WantMembers(group, first.ID, second.ID)
}

func removeByValue(t *harness.T) {
	a, b, c := t.User(nil), t.User(nil), t.User(nil)
	group := t.Group(a, b, c)
	t.Patch(group.Path, harness.Op{Op: t.Spelling("Remove"), Path: "members", Value: harness.MemberValues(a.ID)})
	t.WantMembers(group, b.ID, c.ID)
}

func removeByFilter(t *harness.T) {
	a, b, c := t.User(nil), t.User(nil), t.User(nil)
	group := t.Group(a, b, c)
	t.Patch(group.Path, harness.Op{Op: "remove", Path: `members[value eq "` + b.ID + `"]`})
	t.WantMembers(group, a.ID, c.ID)
}
