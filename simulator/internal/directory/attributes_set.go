package directory

import (
	"fmt"
	"maps"
	"slices"
)

// SetAttr gives a source attribute new values; without values, or with empty ones only, it is cleared. Setting
// userPrincipalName renames a user. State that has an operation of its own is refused: accountEnabled, manager, members,
// appRoleAssignments.
func (d *Directory) SetAttr(id, name string, values ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.liveLocked(id, "")
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	if err := d.setAttrsLocked(i, map[string][]string{name: values}); err != nil {
		return fmt.Errorf("set %s of %s: %w", name, d.labelLocked(i), err)
	}
	return nil
}

// setAttrsLocked sets several attributes at once; either all are set or, with an error, none.
func (d *Directory) setAttrsLocked(i int32, set map[string][]string) error {
	kind := d.kindLocked(i)
	fields, err := d.fieldsLocked(kind, set)
	if err != nil {
		return err
	}
	for _, f := range fields {
		if err := d.checkSetLocked(i, f); err != nil {
			return err
		}
	}
	changed := false
	for _, f := range fields {
		changed = d.setFieldLocked(i, f) || changed
	}
	if changed {
		d.recordLocked(updated, i)
	}
	return nil
}

func (d *Directory) checkSetLocked(i int32, f field) error {
	switch f.number {
	case attrUPN:
		upn := single(f.values)
		if err := checkUPN(upn); err != nil {
			return &problem{err: err, field: "userPrincipalName", ref: upn, remedy: "write it as name@domain in ASCII"}
		}
		if other, taken := d.byUPN[foldUPN(upn)]; taken && other != i {
			return d.takenLocked(upn, other)
		}
	case attrSecurityEnabled:
		if d.objects[i].roles != 0 && single(f.values) != True {
			return &problem{
				err:   fmt.Errorf("%w: group %s is assigned to the application", ErrInvalid, d.labelLocked(i)),
				field: "securityEnabled", remedy: "unassign the group first",
			}
		}
	}
	return nil
}

// setFieldLocked stores a checked field and says whether that changed anything that is not yet noted in the feed.
func (d *Directory) setFieldLocked(i int32, f field) bool {
	o := &d.objects[i]
	before, _ := find(o.attrs, f.number)
	if slices.Equal(before.list(), f.values) {
		return false
	}
	switch {
	case f.number == attrUPN:
		d.moveNameLocked(i, f.values[0])
		return false
	case f.number == attrDisplayName && o.group:
		d.dropNameLocked(i)
		d.byName[f.values[0]] = append(d.byName[f.values[0]], i)
	}
	o.attrs = with(o.attrs, f.number, f.values)
	return true
}

// fieldsLocked checks attributes by name and gives them their numbers, in order of name.
func (d *Directory) fieldsLocked(kind Kind, set map[string][]string) ([]field, error) {
	fields := make([]field, 0, len(set))
	for _, name := range slices.Sorted(maps.Keys(set)) {
		a, err := settable(kind, name)
		if err != nil {
			return nil, err
		}
		values, err := a.checkValues(set[name])
		if err != nil {
			return nil, &problem{err: err, field: name, ref: single(set[name]), remedy: a.remedy()}
		}
		var number uint32
		d.names, number = d.names.extended(name)
		fields = append(fields, field{number, values})
	}
	return fields, nil
}
