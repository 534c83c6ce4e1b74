package directory

import (
	"fmt"
	"slices"
)

// Assignment is a principal's assignment to the enterprise application.
type Assignment struct {
	ID    string
	Kind  Kind
	Roles []string // app roles, sorted
}

// Assign assigns a user or group to the application, with the given app roles or [DefaultRole]. Roles add to those it has.
func (d *Directory) Assign(id string, roles ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.liveLocked(id, "")
	if err == nil {
		err = d.assignLocked(i, roles)
	}
	if err != nil {
		return fmt.Errorf("assign to the application: %w", err)
	}
	return nil
}

// Unassign takes the given app roles, or the whole assignment, away from a user or group.
func (d *Directory) Unassign(id string, roles ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.liveLocked(id, "")
	if err != nil {
		return fmt.Errorf("unassign from the application: %w", err)
	}
	d.unassignLocked(i, roles)
	return nil
}

func (d *Directory) assignLocked(i int32, roles []string) error {
	o := &d.objects[i]
	if o.group && firstOf(o.attrs, attrSecurityEnabled) != True {
		return &problem{
			err:    fmt.Errorf("%w: group %s is not security-enabled", ErrInvalid, d.labelLocked(i)),
			field:  "group",
			remedy: "only groups with securityEnabled True can be assigned to an application",
		}
	}
	if len(roles) == 0 {
		roles = []string{DefaultRole}
	}
	if slices.Contains(roles, "") {
		return &problem{err: fmt.Errorf("%w: an app role has no name", ErrInvalid), field: "role", remedy: "name the role or leave it out"}
	}
	d.setRolesLocked(i, d.roles.add(o.roles, roles))
	return nil
}

func (d *Directory) unassignLocked(i int32, roles []string) {
	set := uint32(0)
	if len(roles) > 0 {
		set = d.roles.remove(d.objects[i].roles, roles)
	}
	d.setRolesLocked(i, set)
}

func (d *Directory) setRolesLocked(i int32, set uint32) {
	o := &d.objects[i]
	if o.roles == set {
		return
	}
	o.roles = set
	d.recordLocked(assignmentChanged, i)
	for _, m := range o.members {
		if !d.objects[m].group {
			d.recordLocked(assignmentChanged, m)
		}
	}
}

// accessChangedLocked notes that a membership which came or went may have given or taken access. A group has no access through
// the group it is in (entra-engine §2.5).
func (d *Directory) accessChangedLocked(group, member int32) {
	if d.objects[group].roles != 0 && !d.objects[member].group {
		d.recordLocked(assignmentChanged, member)
	}
}

// Assigned says whether an object is assigned to the application: directly or, for a user, as a direct member of an
// assigned group. A soft-deleted user keeps its assignments.
func (d *Directory) Assigned(id string) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, err := d.presentLocked(id, "")
	if err != nil {
		return false
	}
	o := &d.objects[i]
	if o.roles != 0 {
		return true
	}
	return !o.group && slices.ContainsFunc(o.memberOf, func(g int32) bool { return d.objects[g].roles != 0 })
}

// AssignedDirectly says whether the object itself is assigned to the application.
func (d *Directory) AssignedDirectly(id string) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, err := d.presentLocked(id, "")
	return err == nil && d.objects[i].roles != 0
}

// Roles lists the app roles an object has, directly or by its groups, sorted.
func (d *Directory) Roles(id string) []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, err := d.presentLocked(id, "")
	if err != nil {
		return nil
	}
	o := &d.objects[i]
	roles := slices.Clone(d.roles.of(o.roles))
	if !o.group {
		for _, g := range o.memberOf {
			roles = append(roles, d.roles.of(d.objects[g].roles)...)
		}
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

// Assignments lists the direct assignments in order of the objects' creation.
func (d *Directory) Assignments() []Assignment {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var list []Assignment
	for i := range d.objects {
		if o := &d.objects[i]; o.roles != 0 && !o.gone {
			list = append(list, Assignment{ID: o.id, Kind: d.kindLocked(int32(i)), Roles: slices.Clone(d.roles.of(o.roles))})
		}
	}
	return list
}
