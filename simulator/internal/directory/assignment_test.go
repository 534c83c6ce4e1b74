package directory_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// entra-engine §2.5: only direct members of an assigned group have access.
func TestNestedGroupsGiveNoAccess(t *testing.T) {
	d := directory.New(directory.Options{})
	ada, ben := addUser(t, d, "ada@tenant.example"), addUser(t, d, "ben@tenant.example")
	inner := addGroup(t, d, "Inner", ben)
	outer := addGroup(t, d, "Outer", ada, inner)
	mark := d.Watermark()
	ok(t, d.Assign(outer))
	for id, want := range map[string]bool{ada: true, outer: true, inner: false, ben: false} {
		if d.Assigned(id) != want {
			t.Errorf("Assigned(%s): got %v, want %v", object(t, d, id).DisplayName(), d.Assigned(id), want)
		}
	}
	var touched []string
	for _, c := range d.Changes(mark) {
		if !c.AssignmentChanged {
			t.Errorf("change %+v, want AssignmentChanged", c)
		}
		touched = append(touched, c.ID)
	}
	if want := []string{outer, ada}; !slices.Equal(touched, want) {
		t.Errorf("assigning a group touches %v, want the group and its users %v", touched, want)
	}
}

func TestAssignmentFollowsMembership(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	one, two := addGroup(t, d, "One"), addGroup(t, d, "Two")
	ok(t, d.Assign(one))
	ok(t, d.Assign(two, "Editor"))
	steps := []struct {
		name     string
		do       func() error
		assigned bool
		roles    []string
		touched  bool
	}{
		{"joins the first", func() error { return d.AddMember(one, ada) }, true, []string{"User"}, true},
		{"joins again", func() error { return d.AddMember(one, ada) }, true, []string{"User"}, false},
		{"joins the second", func() error { return d.AddMember(two, ada) }, true, []string{"Editor", "User"}, true},
		{"leaves the first", func() error { return d.RemoveMember(one, ada) }, true, []string{"Editor"}, true},
		{"leaves it again", func() error { return d.RemoveMember(one, ada) }, true, []string{"Editor"}, false},
		{"second unassigned", func() error { return d.Unassign(two) }, false, nil, true},
		{"assigned directly", func() error { return d.Assign(ada, "Viewer") }, true, []string{"Viewer"}, true},
		{"another role", func() error { return d.Assign(ada, "Editor") }, true, []string{"Editor", "Viewer"}, true},
		{"the same role", func() error { return d.Assign(ada, "Editor") }, true, []string{"Editor", "Viewer"}, false},
		{"one role less", func() error { return d.Unassign(ada, "Viewer") }, true, []string{"Editor"}, true},
		{"the last role", func() error { return d.Unassign(ada, "Editor") }, false, nil, true},
	}
	for _, step := range steps {
		mark := d.Watermark()
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if d.Assigned(ada) != step.assigned || !slices.Equal(d.Roles(ada), step.roles) {
			t.Errorf("%s: assigned %v with roles %q, want %v with %q", step.name, d.Assigned(ada), d.Roles(ada), step.assigned, step.roles)
		}
		touched := slices.ContainsFunc(d.Changes(mark), func(c directory.Change) bool { return c.ID == ada && c.AssignmentChanged })
		if touched != step.touched {
			t.Errorf("%s: AssignmentChanged %v, want %v", step.name, touched, step.touched)
		}
	}
}

func TestDeletingAnAssignedGroupTakesAccessAway(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	crew := addGroup(t, d, "Crew", ada)
	ok(t, d.Assign(crew))
	mark := d.Watermark()
	ok(t, d.HardDelete(crew))
	changes := d.Changes(mark)
	if c := change(t, changes, ada); !c.AssignmentChanged || d.Assigned(ada) || len(d.GroupsOf(ada)) != 0 {
		t.Errorf("member: %+v, assigned %v, groups %v; want access gone", c, d.Assigned(ada), d.GroupsOf(ada))
	}
	if c := change(t, changes, crew); !c.HardDeleted || len(c.MembersRemoved) != 0 {
		t.Errorf("group: %+v, want hard-deleted and nobody removed from it", c)
	}
	if found := d.FindGroups("Crew"); len(found) != 0 {
		t.Errorf("the group is still found by name: %v", found)
	}
}

func TestMembershipAndAssignmentRefusals(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	crew := addGroup(t, d, "Crew")
	list, err := d.AddGroup(directory.Group{DisplayName: "List", Attributes: map[string][]string{"securityEnabled": {"False"}}})
	ok(t, err)
	for name, test := range map[string]struct{ err, want error }{
		"own member":           {d.AddMember(crew, crew), directory.ErrInvalid},
		"member of a user":     {d.AddMember(ada, crew), directory.ErrNotFound},
		"unknown member":       {d.AddMember(crew, ada, "x"), directory.ErrNotFound},
		"own manager":          {d.SetManager(ada, ada), directory.ErrInvalid},
		"group as manager":     {d.SetManager(ada, crew), directory.ErrNotFound},
		"distribution list":    {d.Assign(list), directory.ErrInvalid},
		"role without a name":  {d.Assign(ada, ""), directory.ErrInvalid},
		"unknown principal":    {d.Assign("x"), directory.ErrNotFound},
		"disabling a group":    {d.Disable(crew), directory.ErrNotFound},
		"soft delete of group": {d.SoftDelete(crew), directory.ErrNotFound},
	} {
		if !errors.Is(test.err, test.want) {
			t.Errorf("%s: got error %v, want %v", name, test.err, test.want)
		}
	}
	if n := object(t, d, crew).MemberCount(); n != 0 {
		t.Errorf("a refused AddMember added %d members, want all or none", n)
	}
}

func TestMembershipChangesAreNet(t *testing.T) {
	d := directory.New(directory.Options{})
	ada, ben, eva := addUser(t, d, "ada@tenant.example"), addUser(t, d, "ben@tenant.example"), addUser(t, d, "eva@tenant.example")
	crew := addGroup(t, d, "Crew", ada, ben)
	mark := d.Watermark()
	ok(t, d.RemoveMember(crew, ada))
	ok(t, d.AddMember(crew, eva, ada))
	ok(t, d.RemoveMember(crew, ben))
	addGroup(t, d, "Other")
	c := change(t, d.Changes(mark), crew)
	if !slices.Equal(c.MembersAdded, []string{eva}) || !slices.Equal(c.MembersRemoved, []string{ben}) {
		t.Errorf("added %v, removed %v; want eva and ben: ada left and came back", c.MembersAdded, c.MembersRemoved)
	}
	if got := d.Changes(d.Watermark()); len(got) != 0 {
		t.Errorf("changes since now: %+v, want none", got)
	}
	if got := d.Changes(d.Watermark() + 10); len(got) != 0 {
		t.Errorf("changes since the future: %+v, want none", got)
	}
	if got := len(d.Changes(-1)); got != 5 {
		t.Errorf("changes since the beginning touch %d objects, want 5", got)
	}
}
