package directory_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func TestAttributesOfAUser(t *testing.T) {
	d := directory.New(directory.Options{Tenant: "contoso.example"})
	boss := addUser(t, d, "boss@contoso.example")
	extension := "extension_0123456789abcdef0123456789abcdef_badge"
	id, err := d.AddUser(directory.User{
		UserPrincipalName: "Ada@contoso.example", GivenName: "Ada", Surname: "Lind", Manager: "BOSS@contoso.example", Disabled: true,
		Attributes: map[string][]string{"otherMails": {"a@x.example", "b@x.example"}, "dirSyncEnabled": {"true"}, extension: {"7"}},
	})
	ok(t, err)
	ok(t, d.Assign(id, "Viewer", "Editor"))
	o := object(t, d, id)
	attr(t, o, "objectId", id)
	attr(t, o, "userPrincipalName", "Ada@contoso.example")
	attr(t, o, "originalUserPrincipalName", "Ada@contoso.example")
	attr(t, o, "displayName", "Ada Lind")
	attr(t, o, "mailNickname", "Ada")
	attr(t, o, "otherMails", "a@x.example", "b@x.example")
	attr(t, o, "dirSyncEnabled", "True")
	attr(t, o, extension, "7")
	attr(t, o, "accountEnabled", "False")
	attr(t, o, "manager", boss)
	attr(t, o, "appRoleAssignments", "Editor", "Viewer")
	attr(t, o, "userType", "Member")
	attr(t, o, "mail")
	attr(t, o, "members")
	attr(t, o, "IsSoftDeleted")
	attr(t, o, "noSuchAttribute")
	attr(t, directory.Object{}, "displayName")
}

func TestAttributesOfAGroup(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	inner := addGroup(t, d, "Inner")
	o := object(t, d, addGroup(t, d, "Crew", ada, "Inner"))
	attr(t, o, "members", ada, inner)
	attr(t, o, "securityEnabled", "True")
	attr(t, o, "mailEnabled", "False")
	attr(t, o, "mailNickname", o.ID()[:10])
	attr(t, o, "accountEnabled")
	attr(t, o, "userType")
}

// entra-engine §3.1: alias_theirdomain#EXT#@yourdomain is reduced to alias@theirdomain.
func TestGuestNames(t *testing.T) {
	d := directory.New(directory.Options{Tenant: "contoso.example"})
	raw := directory.GuestUPN("ada_b@fabrikam.example", d.Tenant())
	if want := "ada_b_fabrikam.example#EXT#@contoso.example"; raw != want {
		t.Fatalf("GuestUPN: got %s, want %s", raw, want)
	}
	o := object(t, d, addUser(t, d, raw))
	if !o.Guest() || o.UserPrincipalName() != raw {
		t.Errorf("guest %v with userPrincipalName %s, want a guest with %s", o.Guest(), o.UserPrincipalName(), raw)
	}
	attr(t, o, "userPrincipalName", "ada_b@fabrikam.example")
	attr(t, o, "originalUserPrincipalName", raw)
	attr(t, o, "userType", "Guest")
	for _, name := range []string{"ada@contoso.example", "odd#EXT#@contoso.example"} {
		if got := directory.ReduceUPN(name); got != name {
			t.Errorf("ReduceUPN(%s): got %s, want it unchanged", name, got)
		}
	}
}

func TestSnapshotsKeepTheirValues(t *testing.T) {
	d := directory.New(directory.Options{})
	ada, ben := addUser(t, d, "ada@tenant.example"), addUser(t, d, "ben@tenant.example")
	crew := addGroup(t, d, "Crew", ada)
	user, group := object(t, d, ada), object(t, d, crew)
	ok(t, d.SetAttr(ada, "department", "Yard"))
	ok(t, d.Disable(ada))
	ok(t, d.AddMember(crew, ben))
	ok(t, d.RemoveMember(crew, ada))
	attr(t, user, "department")
	attr(t, user, "accountEnabled", "True")
	attr(t, group, "members", ada)
	attr(t, object(t, d, crew), "members", ben)
}

func TestSetAttrRefusals(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	addUser(t, d, "ben@tenant.example")
	crew := addGroup(t, d, "Crew")
	ok(t, d.Assign(crew))
	tests := map[string]struct {
		id, name string
		values   []string
		want     error
		hint     string
	}{
		"unknown attribute":    {ada, "departement", []string{"x"}, directory.ErrInvalid, `did you mean "department"?`},
		"computed":             {ada, "accountEnabled", []string{"False"}, directory.ErrInvalid, "operation"},
		"of the other kind":    {ada, "members", []string{"x"}, directory.ErrInvalid, ""},
		"two values":           {ada, "department", []string{"x", "y"}, directory.ErrInvalid, "one"},
		"no boolean":           {ada, "dirSyncEnabled", []string{"maybe"}, directory.ErrInvalid, "true or false"},
		"not UTF-8":            {ada, "city", []string{"\xff"}, directory.ErrInvalid, ""},
		"required":             {ada, "displayName", nil, directory.ErrInvalid, "every object"},
		"name taken":           {ada, "userPrincipalName", []string{"BEN@tenant.example"}, directory.ErrTaken, "unique"},
		"name malformed":       {ada, "userPrincipalName", []string{"ada"}, directory.ErrInvalid, "name@domain"},
		"no such object":       {"nobody", "city", []string{"x"}, directory.ErrNotFound, ""},
		"assigned group opens": {crew, "securityEnabled", []string{"False"}, directory.ErrInvalid, "unassign"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			mark := d.Watermark()
			err := d.SetAttr(test.id, test.name, test.values...)
			if !errors.Is(err, test.want) {
				t.Fatalf("got error %v, want %v", err, test.want)
			}
			var hinted interface{ Hint() string }
			if test.hint != "" && (!errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), test.hint)) {
				t.Errorf("error %v wants a hint with %q", err, test.hint)
			}
			if d.Watermark() != mark {
				t.Error("a refused operation must not show in the feed")
			}
		})
	}
}

func TestAttributeTables(t *testing.T) {
	for _, kind := range []directory.Kind{directory.KindUser, directory.KindGroup} {
		seen := map[string]bool{}
		for _, a := range directory.Attributes(kind) {
			if seen[a.Name] {
				t.Errorf("%s has the attribute %s twice", kind, a.Name)
			}
			seen[a.Name] = true
			if found, _ := directory.LookupAttribute(kind, a.Name); found != a {
				t.Errorf("LookupAttribute(%s, %s): got %+v, want %+v", kind, a.Name, found, a)
			}
		}
	}
}

func TestAllYieldsInOrderOfCreation(t *testing.T) {
	d := directory.New(directory.Options{})
	var users, groups []string
	for i := range 600 { // more than one batch of snapshots
		name := "u" + strings.Repeat("x", i%50) + string(rune('a'+i/50)) + "@tenant.example"
		users = append(users, addUser(t, d, name))
		groups = append(groups, addGroup(t, d, name))
	}
	ok(t, d.HardDelete(users[3]))
	ok(t, d.SoftDelete(users[4]))
	ok(t, d.HardDelete(groups[5]))
	for kind, want := range map[directory.Kind][]string{
		directory.KindUser:  slices.Delete(slices.Clone(users), 3, 4),
		directory.KindGroup: slices.Delete(slices.Clone(groups), 5, 6),
	} {
		var got []string
		for o := range d.All(kind) {
			got = append(got, o.ID())
			if len(got) == 1 { // changing the directory meanwhile is allowed
				if late := "late@tenant.example"; kind == directory.KindUser {
					addUser(t, d, late)
				} else {
					addGroup(t, d, late)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("All(%s) yields %d objects, want %d in order of creation", kind, len(got), len(want))
		}
	}
	for range d.All(directory.KindUser) {
		break
	}
}
