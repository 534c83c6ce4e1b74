package directory_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// quirk Q39: a soft delete frees the name by putting the object id before it.
func TestSoftDeleteAndRestore(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	crew := addGroup(t, d, "Crew", ada)
	mark := d.Watermark()
	ok(t, d.SoftDelete(ada))
	o := object(t, d, ada)
	if want := strings.ReplaceAll(ada, "-", "") + "ada@tenant.example"; o.UserPrincipalName() != want {
		t.Errorf("name in the recycle bin: got %s, want %s", o.UserPrincipalName(), want)
	}
	if !o.SoftDeleted() || !o.DeletedAt().Equal(d.Now()) || !o.Enabled() {
		t.Errorf("soft-deleted %v at %v, enabled %v; want true, %v, and enabled as before", o.SoftDeleted(), o.DeletedAt(), o.Enabled(), d.Now())
	}
	if c := change(t, d.Changes(mark), ada); !c.Updated || c.HardDeleted {
		t.Errorf("change %+v, want updated only", c)
	}
	if got := object(t, d, crew).Members(); !slices.Equal(got, []string{ada}) {
		t.Errorf("members %v, want the membership to survive in the recycle bin", got)
	}
	ok(t, d.Restore(ada))
	o = object(t, d, ada)
	if o.UserPrincipalName() != "ada@tenant.example" || o.SoftDeleted() || !o.DeletedAt().IsZero() {
		t.Errorf("restored as %s, soft-deleted %v, want the former name and false", o.UserPrincipalName(), o.SoftDeleted())
	}
}

func TestRestoreFailsWhenTheNameIsTaken(t *testing.T) {
	d := directory.New(directory.Options{})
	first := addUser(t, d, "ada@tenant.example")
	ok(t, d.SoftDelete(first))
	second := addUser(t, d, "ADA@tenant.example")
	if first == second {
		t.Fatalf("the second ada has the id of the first, %s; ids are never used twice", first)
	}
	if err := d.Restore(first); !errors.Is(err, directory.ErrTaken) || !strings.Contains(err.Error(), second) {
		t.Errorf("got error %v, want ErrTaken and who has the name", err)
	}
	ok(t, d.Rename(second, "other@tenant.example"))
	ok(t, d.Restore(first))
}

func TestTheRecycleBinAllowsRestoreAndPurgeOnly(t *testing.T) {
	d := directory.New(directory.Options{})
	ada, ben := addUser(t, d, "ada@tenant.example"), addUser(t, d, "ben@tenant.example")
	crew := addGroup(t, d, "Crew")
	ok(t, d.SoftDelete(ada))
	for name, err := range map[string]error{
		"rename": d.Rename(ada, "x@tenant.example"), "enable": d.Enable(ada), "disable": d.Disable(ada),
		"delete again": d.SoftDelete(ada), "set": d.SetAttr(ada, "city", "x"), "manage": d.SetManager(ada, ben),
		"be manager": d.SetManager(ben, ada), "join": d.AddMember(crew, ada), "assign": d.Assign(ada), "unassign": d.Unassign(ada),
		"leave": d.Leave(ada),
	} {
		if !errors.Is(err, directory.ErrSoftDeleted) {
			t.Errorf("%s: got error %v, want ErrSoftDeleted", name, err)
		}
	}
	if err := d.Restore(ben); !errors.Is(err, directory.ErrNotSoftDeleted) {
		t.Errorf("restore of an active user: got error %v, want ErrNotSoftDeleted", err)
	}
	ok(t, d.HardDelete(ada))
	if err := d.Restore(ada); !errors.Is(err, directory.ErrNotFound) {
		t.Errorf("restore after the purge: got error %v, want ErrNotFound", err)
	}
}

func TestPurgeAfterThirtyDays(t *testing.T) {
	d := directory.New(directory.Options{})
	ada, ben := addUser(t, d, "ada@tenant.example"), addUser(t, d, "ben@tenant.example")
	ok(t, d.SoftDelete(ada))
	advance(t, d, 24*time.Hour)
	ok(t, d.SoftDelete(ben))
	ok(t, d.Restore(ben))
	if due, any := d.NextDue(); !any || !due.Equal(d.Start().Add(directory.Retention)) {
		t.Fatalf("next due: %v, %v; want the purge at %v", due, any, d.Start().Add(directory.Retention))
	}
	if played := advance(t, d, 29*24*time.Hour-time.Second); len(played) != 0 {
		t.Errorf("played %+v a second before the purge, want nothing", played)
	}
	mark := d.Watermark()
	played := advance(t, d, time.Second)
	if len(played) != 1 || played[0].ID != ada || !played[0].Automatic || played[0].Name != "ada@tenant.example" {
		t.Errorf("played %+v, want the automatic purge of ada", played)
	}
	if c := change(t, d.Changes(mark), ada); !c.HardDeleted {
		t.Errorf("change %+v, want hard-deleted", c)
	}
	advance(t, d, 60*24*time.Hour)
	object(t, d, ben)
	if due, any := d.NextDue(); any {
		t.Errorf("something is due at %v, want nothing: ben was restored", due)
	}
}

func TestHardDeleteTakesEverythingThatRefersToIt(t *testing.T) {
	d := directory.New(directory.Options{})
	boss, ada := addUser(t, d, "boss@tenant.example"), addUser(t, d, "ada@tenant.example")
	ok(t, d.SetManager(ada, boss))
	crew := addGroup(t, d, "Crew", boss, ada)
	mark := d.Watermark()
	ok(t, d.HardDelete(boss))
	changes := d.Changes(mark)
	if c := change(t, changes, ada); !c.ManagerChanged || object(t, d, ada).ManagerID() != "" {
		t.Errorf("report: %+v with manager %q, want the reference cleared", c, object(t, d, ada).ManagerID())
	}
	if c := change(t, changes, crew); !slices.Equal(c.MembersRemoved, []string{boss}) {
		t.Errorf("group: %+v, want boss among the removed", c)
	}
	if _, found := d.Object(boss); found {
		t.Error("the purged user is still found")
	}
	if d.Len(directory.KindUser) != 1 {
		t.Errorf("Len: got %d users, want 1", d.Len(directory.KindUser))
	}
	if again := addUser(t, d, "boss@tenant.example"); again == boss {
		t.Errorf("the new user has the id of the purged one, %s", again)
	}
	if _, err := d.AddUser(directory.User{ID: boss, UserPrincipalName: "x@tenant.example"}); !errors.Is(err, directory.ErrTaken) {
		t.Errorf("the id of a purged user given again: got error %v, want ErrTaken", err)
	}
}

func TestLeave(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	crew, office := addGroup(t, d, "Crew", ada), addGroup(t, d, "Office", ada)
	ok(t, d.Assign(crew))
	ok(t, d.Assign(ada))
	ok(t, d.Leave(ada))
	if o := object(t, d, ada); o.Enabled() || d.Assigned(ada) || len(d.GroupsOf(ada)) != 0 {
		t.Errorf("enabled %v, assigned %v, groups %v; want none of it", o.Enabled(), d.Assigned(ada), d.GroupsOf(ada))
	}
	if object(t, d, crew).MemberCount()+object(t, d, office).MemberCount() != 0 {
		t.Error("the groups still have members")
	}
}

func TestAddUserRefusals(t *testing.T) {
	d := directory.New(directory.Options{})
	id := addUser(t, d, "ada@tenant.example")
	tests := map[string]struct {
		user directory.User
		want error
	}{
		"no name":          {directory.User{}, directory.ErrInvalid},
		"no domain":        {directory.User{UserPrincipalName: "ben@"}, directory.ErrInvalid},
		"two ats":          {directory.User{UserPrincipalName: "ben@x@y.example"}, directory.ErrInvalid},
		"beyond ASCII":     {directory.User{UserPrincipalName: "bön@x.example"}, directory.ErrInvalid},
		"too long":         {directory.User{UserPrincipalName: strings.Repeat("b", 120) + "@x.example"}, directory.ErrInvalid},
		"name taken":       {directory.User{UserPrincipalName: "Ada@Tenant.example"}, directory.ErrTaken},
		"id taken":         {directory.User{UserPrincipalName: "ben@x.example", ID: strings.ToUpper(id)}, directory.ErrTaken},
		"no GUID":          {directory.User{UserPrincipalName: "ben@x.example", ID: "7"}, directory.ErrInvalid},
		"unknown manager":  {directory.User{UserPrincipalName: "ben@x.example", Manager: "eva@x.example"}, directory.ErrNotFound},
		"given twice":      {directory.User{UserPrincipalName: "ben@x.example", Mail: "x", Attributes: map[string][]string{"mail": {"y"}}}, directory.ErrInvalid},
		"future deletion":  {directory.User{UserPrincipalName: "ben@x.example", DeletedAt: d.Now().Add(time.Hour)}, directory.ErrInvalid},
		"ancient deletion": {directory.User{UserPrincipalName: "ben@x.example", DeletedAt: d.Now().Add(-directory.Retention)}, directory.ErrInvalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := d.AddUser(test.user); !errors.Is(err, test.want) {
				t.Errorf("got error %v, want %v", err, test.want)
			}
			if d.Len(directory.KindUser) != 1 {
				t.Error("a refused user was added")
			}
		})
	}
}
