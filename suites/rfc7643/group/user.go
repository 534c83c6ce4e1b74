package group

import (
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func user() []harness.Spec {
	needs := []harness.Need{harness.NeedUser, harness.NeedGroup}
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-016", Title: "groups of a user shows the membership and follows it",
			Level: harness.Must, Ref: "7643 §4.1.2", Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Where a target declares groups of users, it shows the groups that the user is in, and follows members that are added and removed.",
			Advice:      "Derive groups from the memberships when a user is read.",
		}, showsGroups),

		harness.RFC(harness.Declaration{
			ID: "GRP-017", Title: "Writing groups of a user changes no membership",
			Level: harness.Must, Ref: "7643 §4.1.2", Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "groups is readOnly: whatever a client writes there, memberships change through groups only.",
			Advice:      "Ignore groups in bodies of users; refuse it in PATCH.",
		}, groupsReadOnly),
	}
}

// groupsOf are the ids of the groups that a user shows.
func groupsOf(t *harness.T, user harness.User) []string {
	var out []string
	for _, g := range subject.ElementsOf(subject.Read(t, user.Path, harness.Param{Name: "attributes", Value: "groups"}), "groups") {
		id, _ := g["value"].(string)
		out = append(out, id)
	}
	return out
}

func showsGroups(t *harness.T) {
	if !t.Declares(harness.UserURN, "groups") {
		t.NotSupported("/Schemas does not declare groups of users")
	}
	member := t.User(nil)
	group := team(t, member)
	t.Settle(func() {
		shown := groupsOf(t, member)
		if t.Schemas() == nil && len(shown) == 0 {
			t.NotSupported("users show no groups, and no schema says that they should")
		}
		if !slices.Contains(shown, group.ID) {
			t.Fail("groups of the user does not show the group that it is in", harness.Show(shown), "with "+group.ID)
		}
	})
	if !t.Open(harness.GatePatch) {
		return
	}
	t.Arrange("removing the member", func() {
		t.Patch(group.Path, op("remove", "members", nil))
		t.WantMembers(group)
	})
	t.Settle(func() {
		if shown := groupsOf(t, member); slices.Contains(shown, group.ID) {
			t.Fail("groups of the user still shows the group that it has left", harness.Show(shown), "without "+group.ID)
		}
	})
}

func groupsReadOnly(t *harness.T) {
	stranger := t.User(nil)
	group := t.Group()
	wanted := []harness.Attrs{{"value": group.ID}}
	t.Step("PUT", func() {
		t.PutUser(stranger, t.UserBody(harness.Attrs{"userName": stranger.UserName, "groups": wanted}))
		t.WantMembers(group)
	})
	if t.Open(harness.GatePatch) {
		t.Step("PATCH", func() {
			t.TryPatch(stranger.Path, op("add", "groups", wanted))
			t.WantMembers(group)
		})
	}
	t.Step("POST", func() {
		t.Create("/Users", t.UserBody(harness.Attrs{"groups": wanted}))
		t.WantMembers(group)
	})
}
