package directory_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func TestActionsArePlayedInOrderAndAtTheirTime(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	at := func(minutes int) time.Time { return d.Start().Add(time.Duration(minutes) * time.Minute) }
	ok(t, d.Schedule(at(30), directory.Action{Verb: directory.Restore, Target: "ada@tenant.example"}))
	ok(t, d.Schedule(at(10), directory.Action{Verb: directory.Disable, Target: ada}))
	ok(t, d.Schedule(at(10), directory.Action{Verb: directory.Delete, Target: "ada@tenant.example"}))
	ok(t, d.Schedule(at(50), directory.Action{Verb: directory.Enable, Target: ada}))
	var verbs []directory.Verb
	for _, p := range advance(t, d, 40*time.Minute) {
		verbs = append(verbs, p.Verb)
		if p.ID != ada || p.Name != "ada@tenant.example" || p.Err != nil {
			t.Errorf("played %+v, want it to name ada", p)
		}
	}
	if want := []directory.Verb{directory.Disable, directory.Delete, directory.Restore}; !slices.Equal(verbs, want) {
		t.Errorf("played %v, want %v", verbs, want)
	}
	if due, _ := d.NextDue(); !due.Equal(at(50)) {
		t.Errorf("next due %v, want %v", due, at(50))
	}
	ok(t, d.SoftDelete(ada))
	if got := object(t, d, ada).DeletedAt(); !got.Equal(at(40)) {
		t.Errorf("deleted at %v, want the directory's time %v", got, at(40))
	}
}

func TestARefusedActionDoesNotHoldUpTheOthers(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	ok(t, d.Schedule(d.Start(), directory.Action{Verb: directory.Restore, Target: ada}))
	ok(t, d.Schedule(d.Start(), directory.Action{Verb: directory.Rename, Target: "nobody@tenant.example", To: "x@tenant.example"}))
	ok(t, d.Schedule(d.Start(), directory.Action{Verb: directory.Disable, Target: ada}))
	played, err := d.AdvanceTo(d.Start())
	if !errors.Is(err, directory.ErrNotSoftDeleted) || !errors.Is(err, directory.ErrNotFound) {
		t.Errorf("got error %v, want both refusals in it", err)
	}
	if len(played) != 3 || played[0].Err == nil || played[1].Err == nil || played[2].Err != nil || object(t, d, ada).Enabled() {
		t.Errorf("played %+v, want two refusals and the disable", played)
	}
	if !strings.Contains(played[1].Err.Error(), "nobody@tenant.example") {
		t.Errorf("error %v does not say about whom", played[1].Err)
	}
	if len(advance(t, d, time.Hour)) != 0 {
		t.Error("refused actions were played again")
	}
}

func TestScheduleRefusals(t *testing.T) {
	d := directory.New(directory.Options{})
	for name, a := range map[string]directory.Action{
		"unknown verb": {Verb: "promote"},
		"joins dead":   {Verb: directory.Joiner, User: directory.User{UserPrincipalName: "a@b.example", DeletedAt: d.Start()}},
	} {
		if err := d.Schedule(d.Start(), a); !errors.Is(err, directory.ErrInvalid) {
			t.Errorf("%s: got error %v, want ErrInvalid", name, err)
		}
	}
	if _, any := d.NextDue(); any {
		t.Error("a refused action was scheduled")
	}
}

func TestTimeNeverRunsBackwards(t *testing.T) {
	d := directory.New(directory.Options{})
	advance(t, d, time.Hour)
	if _, err := d.AdvanceTo(d.Start()); err != nil || !d.Now().Equal(d.Start().Add(time.Hour)) {
		t.Errorf("AdvanceTo into the past: %v, the time is %v", err, d.Now())
	}
	ada := addUser(t, d, "ada@tenant.example")
	ok(t, d.Schedule(d.Start(), directory.Action{Verb: directory.Delete, Target: ada}))
	advance(t, d, time.Minute)
	if got := object(t, d, ada).DeletedAt(); got.Before(d.Start().Add(time.Hour)) {
		t.Errorf("an action scheduled into the past deleted ada at %v, before it was scheduled", got)
	}
}

// Every action, once: the outcome is the one the directory would have by the operations themselves.
func TestEveryActionDoesWhatItSays(t *testing.T) {
	const file = `
users:
  - {userPrincipalName: boss@t.example}
  - {userPrincipalName: ada@t.example, manager: boss@t.example, jobTitle: Fitter, mail: ada@t.example}
  - {userPrincipalName: ben@t.example}
groups:
  - {displayName: Crew, members: [ada@t.example]}
  - {displayName: Office, members: [ben@t.example]}
tenant: t.example
changes:
  - at: +1m
`
	ada := func(d *directory.Directory) directory.Object {
		for _, upn := range []string{"ada@t.example", "adele@t.example"} {
			if o, found := d.FindUser(upn); found {
				return o
			}
		}
		return directory.Object{}
	}
	groups := func(d *directory.Directory, upn string) string {
		o, _ := d.FindUser(upn)
		var names []string
		for _, id := range d.GroupsOf(o.ID()) {
			g, _ := d.Object(id)
			names = append(names, g.DisplayName())
		}
		return strings.Join(names, " ")
	}
	is := func(o directory.Object, name, want string) bool {
		values, _ := o.Attr(name)
		return strings.Join(values, " ") == want
	}
	tests := map[string]func(d *directory.Directory) bool{
		"joiner: {userPrincipalName: eva@t.example, manager: ada@t.example, groups: [Crew, Office]}": func(d *directory.Directory) bool {
			eva, _ := d.FindUser("eva@t.example")
			return eva.ManagerID() == ada(d).ID() && groups(d, "eva@t.example") == "Crew Office"
		},
		"add-user: {userPrincipalName: eva@t.example, accountEnabled: false}": func(d *directory.Directory) bool {
			eva, found := d.FindUser("eva@t.example")
			return found && !eva.Enabled()
		},
		"mover: {user: ada@t.example, attributes: {jobTitle: Planner, mail: null}, manager: ben@t.example, join: [Office], leave: [Crew]}": func(d *directory.Directory) bool {
			ben, _ := d.FindUser("ben@t.example")
			return is(ada(d), "jobTitle", "Planner") && is(ada(d), "mail", "") && ada(d).ManagerID() == ben.ID() &&
				groups(d, "ada@t.example") == "Office"
		},
		"leaver: ada@t.example": func(d *directory.Directory) bool { return !ada(d).Enabled() && groups(d, "ada@t.example") == "" },
		"set: {user: ada@t.example, attributes: {displayName: Adele, otherMails: [x, y]}}": func(d *directory.Directory) bool {
			return ada(d).DisplayName() == "Adele" && is(ada(d), "otherMails", "x y")
		},
		"set: {group: Crew, attributes: {description: Ours, isPublic: true}}": func(d *directory.Directory) bool {
			return is(d.FindGroups("Crew")[0], "description", "Ours") && is(d.FindGroups("Crew")[0], "isPublic", "True")
		},
		"rename: {user: ada@t.example, to: adele@t.example}": func(d *directory.Directory) bool {
			return ada(d).UserPrincipalName() == "adele@t.example"
		},
		"disable: ada@t.example":     func(d *directory.Directory) bool { return !ada(d).Enabled() },
		"purge: ada@t.example":       func(d *directory.Directory) bool { return ada(d).ID() == "" && d.Len(directory.KindUser) == 2 },
		"hard-delete: ada@t.example": func(d *directory.Directory) bool { return ada(d).ID() == "" && d.Len(directory.KindUser) == 2 },
		"delete: ada@t.example":      func(d *directory.Directory) bool { return ada(d).ID() == "" && d.Len(directory.KindUser) == 3 },
		"set-manager: {user: ben@t.example, manager: ada@t.example}": func(d *directory.Directory) bool {
			ben, _ := d.FindUser("ben@t.example")
			return ben.ManagerID() == ada(d).ID()
		},
		"clear-manager: ada@t.example":                           func(d *directory.Directory) bool { return ada(d).ManagerID() == "" },
		"add-member: {group: Crew, members: [ben@t.example]}":    func(d *directory.Directory) bool { return groups(d, "ben@t.example") == "Crew Office" },
		"add-member: {group: Crew, members: [Office]}":           func(d *directory.Directory) bool { return d.FindGroups("Crew")[0].MemberCount() == 2 },
		"remove-member: {group: Crew, members: [ada@t.example]}": func(d *directory.Directory) bool { return groups(d, "ada@t.example") == "" },
		"assign: {group: Crew, role: Editor}":                    func(d *directory.Directory) bool { return slices.Equal(d.Roles(ada(d).ID()), []string{"Editor"}) },
		"assign: {user: ada@t.example}":                          func(d *directory.Directory) bool { return d.AssignedDirectly(ada(d).ID()) },
		"add-group: {displayName: New, members: [Crew, ada@t.example]}": func(d *directory.Directory) bool {
			return len(d.FindGroups("New")) == 1 && d.FindGroups("New")[0].MemberCount() == 2
		},
		"delete-group: Crew": func(d *directory.Directory) bool {
			return len(d.FindGroups("Crew")) == 0 && groups(d, "ada@t.example") == ""
		},
		"rename-group: {group: Crew, to: Shore Crew}": func(d *directory.Directory) bool {
			return len(d.FindGroups("Crew")) == 0 && groups(d, "ada@t.example") == "Shore Crew"
		},
	}
	for action, check := range tests {
		t.Run(action, func(t *testing.T) {
			d := parse(t, file+"    "+action+"\n")
			if text := yaml(t, d); yaml(t, parse(t, text)) != text {
				t.Errorf("the scheduled action is written as\n%s\nand does not load to the same", text)
			}
			if check(d) {
				t.Error("the change shows before its time")
			}
			if played := advance(t, d, time.Minute); len(played) != 1 || played[0].ID == "" {
				t.Errorf("played %+v, want one action with an id", played)
			}
			if !check(d) {
				t.Errorf("the change does not show in\n%s", yaml(t, d))
			}
		})
	}
}

func TestSequencesOfActions(t *testing.T) {
	d := parse(t, `
tenant: t.example
users:
  - {userPrincipalName: ada@t.example}
assignments:
  - {user: ada@t.example}
changes:
  - {at: +4m, unassign: {user: ada@t.example}}
  - {at: +1m, delete: ada@t.example}
  - {at: +2m, joiner: {userPrincipalName: ada@t.example, displayName: Second Ada}}
  - {at: +3m, rename: {user: ada@t.example, to: second@t.example}}
  - {at: +3m, restore: ada@t.example}
  - {at: +5m, disable: ada@t.example}
  - {at: +5m, enable: ada@t.example}
  - {at: +31d, delete: second@t.example}
  - {at: +61d1m, add-group: {displayName: The End}}
`)
	advance(t, d, 2*time.Minute)
	first, _ := d.Resolve("ada@t.example", directory.KindUser)
	if first.DisplayName() != "Second Ada" {
		t.Errorf("the name belongs to %s after the first was deleted, want the second", first.DisplayName())
	}
	advance(t, d, 3*time.Minute)
	o, _ := d.FindUser("ada@t.example")
	if o.DisplayName() != "ada" || !o.Enabled() || d.Assigned(o.ID()) {
		t.Errorf("ada is %s, enabled %v, assigned %v; want the first one, enabled, unassigned", o.DisplayName(), o.Enabled(), d.Assigned(o.ID()))
	}
	played := advance(t, d, 100*24*time.Hour)
	if len(played) != 3 || played[1].Verb != directory.Purge || !played[1].Automatic {
		t.Errorf("played %+v, want the delete, its purge after 30 days, and the group", played)
	}
}
