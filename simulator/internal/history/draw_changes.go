package history

import (
	"fmt"
	"strings"
)

// The attributes that change, with the values that they have.
var (
	attributes = []string{"jobTitle", "department", "employeeId", "givenName", "surname", "mail", "telephoneNumber", "city", "displayName"}
	texts      = []string{"Quay", "Office", "Driver", "Lead driver", "Čapek", `4711`, "DRIVER", ""}
)

// joiner adds a user, mostly one with access.
func (d *drawer) joiner() {
	d.names++
	upn := fmt.Sprintf("u%d@tenant.example", len(d.users)+1)
	department := one(d, []string{"Quay", "Office"}, "department")
	d.change("joiner: {userPrincipalName: %s, displayName: User %d, department: %s}", upn, len(d.users)+1, department)
	o, ok := d.dir.FindUser(upn)
	if !ok {
		d.t.Fatalf("%s has not joined", upn)
	}
	d.users = append(d.users, drawn{o.ID(), upn})
	if !d.rarely("no access") {
		d.change("assign: {user: %s}", upn)
	}
}

// team adds a group.
func (d *drawer) team() {
	name := fmt.Sprintf("Team%d", len(d.groups)+1)
	d.change("add-group: {displayName: %s, description: %s}", name, one(d, []string{"Team", "List"}, "description"))
	for _, o := range d.dir.FindGroups(name) {
		d.groups = append(d.groups, drawn{o.ID(), name})
	}
	if !d.rarely("no access") {
		d.change("assign: {group: %s}", name)
	}
	for range d.below(4, "members") {
		d.change("add-member: {group: %s, members: [%s]}", name, d.user().name)
	}
}

func (d *drawer) user() *drawn  { return &d.users[d.below(len(d.users), "user")] }
func (d *drawer) group() *drawn { return &d.groups[d.below(len(d.groups), "group")] }

// userChange changes one user.
func (d *drawer) userChange() {
	u := d.user()
	o, _ := d.dir.Object(u.id)
	switch d.below(13, "change of a user") {
	case 0, 1, 2:
		d.change("set: {user: %s, attributes: {%s: %q}}", u.name, one(d, attributes, "attribute"), one(d, texts, "value"))
	case 3:
		d.rename(u)
	case 4, 5:
		d.change("set-manager: {user: %s, manager: %s}", u.name, d.user().name)
	case 6:
		d.change("clear-manager: %s", u.name)
	case 7:
		d.change("disable: %s", u.name)
	case 8:
		if o.SoftDeleted() {
			d.change("restore: %s", u.name)
		} else {
			d.change("enable: %s", u.name)
		}
	case 9:
		d.change("delete: %s", u.name)
	case 10:
		d.change("purge: %s", u.name)
	default:
		d.access("user", u)
	}
}

// rename gives a name that nobody has had, or the same one in another case.
func (d *drawer) rename(u *drawn) {
	d.names++
	to := fmt.Sprintf("n%d@tenant.example", d.names)
	if d.rarely("by case only") {
		to = strings.ToUpper(u.name[:1]) + u.name[1:]
	}
	if d.change("rename: {user: %s, to: %s}", u.name, to) {
		u.name = to
	}
}

// access gives an assignment, or takes it away.
func (d *drawer) access(kind string, o *drawn) {
	if d.dir.AssignedDirectly(o.id) {
		d.change("unassign: {%s: %s}", kind, o.name)
	} else {
		d.change("assign: {%s: %s}", kind, o.name)
	}
}

// groupChange changes one group.
func (d *drawer) groupChange() {
	g := d.group()
	switch d.below(10, "change of a group") {
	case 0, 1, 2:
		d.change("add-member: {group: %s, members: [%s, %s]}", g.name, d.user().name, d.user().name)
	case 3, 4:
		d.change("remove-member: {group: %s, members: [%s]}", g.name, d.user().name)
	case 5:
		d.names++
		to := fmt.Sprintf("Team%dx", 100+d.names)
		if d.change("rename-group: {group: %s, to: %s}", g.name, to) {
			g.name = to
		}
	case 6:
		d.change("set: {group: %s, attributes: {description: %s}}", g.name, one(d, []string{"Team", "List"}, "description"))
	case 7:
		if other := d.group(); other.id != g.id {
			d.change("add-member: {group: %s, members: [%s]}", g.name, other.name)
		}
	case 8:
		d.change("delete-group: %s", g.name)
	default:
		d.access("group", g)
	}
}
