package directory

import (
	"fmt"
	"time"
)

// Retention is how long a soft-deleted user stays in the recycle bin before it is purged (entra-engine §10).
const Retention = 30 * 24 * time.Hour

// Rename gives a user another userPrincipalName.
func (d *Directory) Rename(id, upn string) error {
	return d.mutateUser("rename", id, func(i int32) error { return d.renameLocked(i, upn) })
}

// Enable sets accountEnabled to True.
func (d *Directory) Enable(id string) error {
	return d.mutateUser("enable", id, func(i int32) error { d.setEnabledLocked(i, true); return nil })
}

// Disable sets accountEnabled to False.
func (d *Directory) Disable(id string) error {
	return d.mutateUser("disable", id, func(i int32) error { d.setEnabledLocked(i, false); return nil })
}

// SoftDelete puts a user into the recycle bin under its tombstone name.
func (d *Directory) SoftDelete(id string) error {
	return d.mutateUser("delete", id, func(i int32) error { d.softDeleteLocked(i, d.now); return nil })
}

// Restore brings a user back from the recycle bin with the name it had. It fails with [ErrTaken] when the name is.
func (d *Directory) Restore(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.presentLocked(id, KindUser)
	if err == nil {
		err = d.restoreLocked(i)
	}
	if err != nil {
		return fmt.Errorf("restore user: %w", err)
	}
	return nil
}

// HardDelete removes a user or group for good, whether it is in the recycle bin or not.
func (d *Directory) HardDelete(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.presentLocked(id, "")
	if err != nil {
		return fmt.Errorf("delete for good: %w", err)
	}
	d.purgeLocked(i)
	return nil
}

// Leave does what an off-boarding workflow does on the last day: it disables the account and takes the user out of every
// group and out of its direct assignment.
func (d *Directory) Leave(id string) error {
	return d.mutateUser("off-board", id, func(i int32) error { d.offboardLocked(i); return nil })
}

func (d *Directory) mutateUser(verb, id string, change func(i int32) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.liveLocked(id, KindUser)
	if err != nil {
		return fmt.Errorf("%s user: %w", verb, err)
	}
	if err := change(i); err != nil {
		return fmt.Errorf("%s user %s: %w", verb, d.labelLocked(i), err)
	}
	return nil
}

func (d *Directory) renameLocked(i int32, upn string) error {
	if err := checkUPN(upn); err != nil {
		return &problem{err: err, field: "userPrincipalName", ref: upn, remedy: "write it as name@domain in ASCII"}
	}
	if other, taken := d.byUPN[foldUPN(upn)]; taken && other != i {
		return d.takenLocked(upn, other)
	}
	if firstOf(d.objects[i].attrs, attrUPN) != upn {
		d.moveNameLocked(i, upn)
	}
	return nil
}

// moveNameLocked changes the userPrincipalName to one that is known to be free.
func (d *Directory) moveNameLocked(i int32, upn string) {
	o := &d.objects[i]
	delete(d.byUPN, foldUPN(firstOf(o.attrs, attrUPN)))
	d.byUPN[foldUPN(upn)] = i
	o.attrs = with(o.attrs, attrUPN, []string{upn})
	d.recordLocked(updated, i)
}

func (d *Directory) setEnabledLocked(i int32, enabled bool) {
	if o := &d.objects[i]; o.enabled != enabled {
		o.enabled = enabled
		d.recordLocked(updated, i)
	}
}

func (d *Directory) softDeleteLocked(i int32, at time.Time) {
	o := &d.objects[i]
	o.deleted = at.UnixMicro()
	d.moveNameLocked(i, tombstone(o.id, firstOf(o.attrs, attrUPN)))
	d.pending.schedulePurge(at.Add(Retention), i)
}

func (d *Directory) restoreLocked(i int32) error {
	o := &d.objects[i]
	if o.deleted == 0 {
		return &problem{
			err: fmt.Errorf("user %s %w", d.labelLocked(i), ErrNotSoftDeleted), field: "user",
			remedy: "only a user in the recycle bin can be restored",
		}
	}
	upn := untombstone(o.id, firstOf(o.attrs, attrUPN))
	if other, taken := d.byUPN[foldUPN(upn)]; taken {
		return d.takenLocked(upn, other)
	}
	o.deleted = 0
	d.moveNameLocked(i, upn)
	return nil
}

func (d *Directory) offboardLocked(i int32) {
	d.setEnabledLocked(i, false)
	for _, g := range d.objects[i].memberOf {
		d.leaveLocked(g, i)
	}
	d.unassignLocked(i, nil)
}
