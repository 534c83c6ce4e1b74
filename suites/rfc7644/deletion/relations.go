package deletion

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func relations() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DEL-006", Title: "Deleting a user removes it from the members of its groups",
			Level: harness.Should, Ref: "7643 §4.2", Gate: harness.GateGroups, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "A deleted user is a member of no group any more, and the other members stay.",
			Advice:      "Delete memberships with the user: members that answer 404 fail every client that follows them.",
		}, leavesGroups),

		harness.RFC(harness.Declaration{
			ID: "DEL-007", Title: "Deleting a group leaves its members",
			Level: harness.Must, Ref: "7643 §4.2", Gate: harness.GateGroups, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "When a group is deleted, the users that were its members go on as they are.",
			Advice:      "Delete the memberships with the group, never the members.",
		}, membersStay),

		harness.RFC(harness.Declaration{
			ID: "DEL-008", Title: "Deleting a manager leaves users that can be read",
			Level: harness.Should, Ref: "7643 §4.3", Gate: harness.GateEnterprise, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "A user whose manager was deleted can still be read.",
			Advice:      "Clear manager with the user it names, or keep the id without following it: a join that finds nobody must not fail the read.",
		}, managerLeaves),
	}
}

func leavesGroups(t *harness.T) {
	leaver, other := t.User(nil), t.User(nil)
	group := t.Group(leaver, other)
	deleted(t, leaver.Path)
	t.WantMembers(group, other.ID)
}

func membersStay(t *harness.T) {
	member := t.User(nil)
	before := subject.Read(t, member.Path)
	group := t.Group(member)
	deleted(t, group.Path)
	subject.Unchanged(t, member.Path, before, "groups")
}

func managerLeaves(t *harness.T) {
	manager := t.User(nil)
	user := t.User(harness.Attrs{
		"schemas":             []string{harness.UserURN, harness.EnterpriseURN},
		harness.EnterpriseURN: harness.Attrs{"manager": harness.Attrs{"value": manager.ID}},
	})
	path := harness.EnterpriseURN + ":manager.value"
	if subject.At(subject.Read(t, user.Path), path) != manager.ID {
		t.SkipBecause("the target does not keep the manager of a user in the first place, which EXT checks are about")
	}
	deleted(t, manager.Path)
	if left := subject.At(subject.Read(t, user.Path), path); !subject.Unassigned(left) {
		t.Remark("the user still names the manager that was deleted")
	}
}
