package directory

import (
	"fmt"
	"slices"
	"strings"
)

// FindUser finds a user by userPrincipalName, without regard to case. Users in the recycle bin go by their tombstone name.
func (d *Directory) FindUser(upn string) (Object, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, ok := d.byUPN[foldUPN(upn)]
	if !ok {
		return Object{}, false
	}
	return d.snapshotLocked(i), true
}

// FindGroups finds the groups with a displayName, in order of their creation; there may be several.
func (d *Directory) FindGroups(displayName string) []Object {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var groups []Object
	for _, i := range slices.Sorted(slices.Values(d.byName[displayName])) {
		groups = append(groups, d.snapshotLocked(i))
	}
	return groups
}

// Resolve finds an object by a reference as it stands in a directory file: an object id, the userPrincipalName of a user
// (also the former one of a user in the recycle bin), or the displayName of a group when only one has it. An empty kind
// means either.
func (d *Directory) Resolve(ref string, kind Kind) (Object, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, err := d.refLocked("", ref, kind)
	if err != nil {
		return Object{}, err
	}
	return d.snapshotLocked(i), nil
}

// refLocked resolves a reference that stands in a field.
func (d *Directory) refLocked(field, ref string, kind Kind) (int32, error) {
	if id := strings.ToLower(ref); guid.MatchString(id) {
		if i, err := d.presentLocked(id, kind); err == nil {
			return i, nil
		}
	}
	if kind != KindGroup {
		if i, ok := d.byUPN[foldUPN(ref)]; ok {
			return i, nil
		}
		if i, ok := d.binLocked(ref); ok {
			return i, nil
		}
	}
	if kind != KindUser {
		switch groups := d.byName[ref]; len(groups) {
		case 0:
		case 1:
			return groups[0], nil
		default:
			return none, &problem{
				err:   fmt.Errorf("%w: %d groups have the displayName %q", ErrInvalid, len(groups), ref),
				field: field, ref: ref, remedy: "refer to the group by its id",
			}
		}
	}
	return none, d.unknownLocked(field, ref, kind)
}

// binLocked finds the user in the recycle bin who had that name; of several, who was deleted last.
func (d *Directory) binLocked(upn string) (int32, bool) {
	found, folded := none, foldUPN(upn)
	for _, item := range d.pending.items {
		if item.action != nil || !d.purgeDueLocked(item) {
			continue
		}
		o := &d.objects[item.purge]
		if foldUPN(untombstone(o.id, firstOf(o.attrs, attrUPN))) != folded {
			continue
		}
		if found == none || o.deleted > d.objects[found].deleted ||
			o.deleted == d.objects[found].deleted && item.purge > found {
			found = item.purge
		}
	}
	return found, found != none
}

func (d *Directory) unknownLocked(field, ref string, kind Kind) error {
	what := strings.ToLower(string(kind))
	remedy := "refer to a user by userPrincipalName or id, to a group by displayName or id"
	switch kind {
	case KindUser:
		remedy = "add the user, or correct the userPrincipalName or id"
	case KindGroup:
		remedy = "add the group, or correct the displayName or id"
	default:
		what = "user or group"
	}
	return &problem{err: fmt.Errorf("%w: %s %q", ErrNotFound, what, ref), field: field, ref: ref, remedy: remedy}
}
