package filter

import (
	"fmt"
	"slices"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func related() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-027", Title: "Attributes of an extension are found by their URN",
			Level: harness.Should, Ref: "7644 §3.10", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "An attribute of an extension, and a sub-attribute of one, can be named with the extension's URN in front.",
			Advice:      "Resolve " + harness.EnterpriseURN + ":department and …:manager.value; the last colon ends the URN.",
		}, extension),

		harness.RFC(harness.Declaration{
			ID: "FLT-029", Title: "Groups are found by their members",
			Level: harness.Should, Ref: section, Gate: harness.GateFilter, Needs: []harness.Need{harness.NeedUser, harness.NeedGroup, harness.NeedMembers}, Effect: harness.EffectWrite,
			Requirement: "A filter on members.value, and the value filter members[value eq …], find the groups that a user is in.",
			Advice:      "Look the membership up by the member's id; an index on it keeps this fast.",
		}, byMember),
	}
}

func extension(t *harness.T) {
	if !t.Enterprise() {
		t.NotSupported("the target does not have the Enterprise User extension")
	}
	const department = "Yard-Operations"
	boss := t.User(nil)
	user := t.User(harness.Attrs{
		"schemas":             []string{harness.UserURN, harness.EnterpriseURN},
		harness.EnterpriseURN: harness.Attrs{"department": department, "manager": harness.Attrs{"value": boss.ID}},
	})
	var manager map[string]any
	t.Arrange("storing a department", func() {
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			o.Value(harness.EnterpriseURN).Object().Value("department").IsEqual(department)
			attributes, _ := o.Raw()[harness.EnterpriseURN].(map[string]any)
			manager, _ = attributes["manager"].(map[string]any)
		})
	})
	people.Joins(t)
	asked := func(expression string, ids ...string) {
		people.Finds(t, fmt.Sprintf(`userName eq "%s" and %s:%s`, user.UserName, harness.EnterpriseURN, expression), ids...)
	}
	asked(`department eq "`+department+`"`, user.ID)
	asked(`department eq "` + t.GUID() + `"`)
	if manager["value"] != boss.ID {
		t.Remark("the target does not show the manager that a user was created with, so nobody was looked for by it")
		return
	}
	asked("manager.value eq "+people.Quote(boss.ID), user.ID)
	asked("manager.value eq " + people.Quote(user.ID))
}

func byMember(t *harness.T) {
	if !t.Open(harness.GateGroups) {
		t.NotSupported("the target has no groups")
	}
	user, outsider := t.User(nil), t.User(nil)
	group := t.Group(user)
	t.Arrange("a filter of groups (GRP-020)", func() { wantGroup(t, group.ID, true, `displayName eq "`+group.DisplayName+`"`) })
	for _, form := range []string{`members.value eq %s`, `members[value eq %s]`} {
		t.Settle(func() {
			wantGroup(t, group.ID, true, fmt.Sprintf(form, people.Quote(user.ID)))
			wantGroup(t, group.ID, false, fmt.Sprintf(form, people.Quote(outsider.ID)))
		})
	}
}

// wantGroup asserts that a filter of groups finds a group, or does not. Others may be found: there are targets that put every
// user into a group of their own.
func wantGroup(t *harness.T, id string, want bool, filter string) {
	got := t.All("/Groups", 0, harness.Filter("%s", filter)).IDs()
	switch found := slices.Contains(got, id); {
	case want && !found:
		t.Fail("the filter "+filter+" does not find the user's group", "groups "+harness.Show(got), "with "+harness.Show(id))
	case found && !want:
		t.Fail("the filter "+filter+" finds a group that the user is not in", "groups "+harness.Show(got), "without "+harness.Show(id))
	}
}
