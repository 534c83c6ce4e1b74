package directory

import "fmt"

// SetManager makes another user the manager; an empty managerID clears the reference. Cycles are not refused, as Entra does
// not refuse them, but nobody is their own manager.
func (d *Directory) SetManager(id, managerID string) error {
	return d.mutateUser("set manager of", id, func(i int32) error {
		if managerID == "" {
			d.unlinkManagerLocked(i)
			return nil
		}
		manager, err := d.liveLocked(managerID, KindUser)
		if err != nil {
			return err
		}
		if err := d.checkManagerLocked(i, manager); err != nil {
			return err
		}
		d.setManagerLocked(i, manager)
		return nil
	})
}

func (d *Directory) checkManagerLocked(i, manager int32) error {
	if i != manager {
		return nil
	}
	return &problem{
		err: fmt.Errorf("%w: nobody is their own manager", ErrInvalid), field: "manager",
		remedy: "name another user, or leave the manager out",
	}
}

func (d *Directory) setManagerLocked(i, manager int32) {
	if d.objects[i].manager != manager {
		d.detachLocked(i)
		d.linkManagerLocked(i, manager)
	}
}

func (d *Directory) linkManagerLocked(i, manager int32) {
	d.objects[i].manager = manager
	d.reports[manager] = append(d.reports[manager], i)
	d.recordLocked(managerChanged, i)
}

func (d *Directory) unlinkManagerLocked(i int32) {
	if d.objects[i].manager != none {
		d.detachLocked(i)
		d.recordLocked(managerChanged, i)
	}
}

// detachLocked ends the reference without noting it, for when another one follows.
func (d *Directory) detachLocked(i int32) {
	manager := d.objects[i].manager
	if manager == none {
		return
	}
	d.objects[i].manager = none
	if rest := without(d.reports[manager], i); len(rest) > 0 {
		d.reports[manager] = rest
	} else {
		delete(d.reports, manager)
	}
}
