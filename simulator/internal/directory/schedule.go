package directory

import (
	"container/heap"
	"errors"
	"fmt"
	"time"
)

// Played is an action or purge that became due and was played.
type Played struct {
	At time.Time
	// Verb is what was done; a purge at the end of the retention has the verb Purge and Automatic set.
	Verb      Verb
	Automatic bool
	// ID and Name are the object acted on: its id, and its userPrincipalName or displayName after the action (before it, when
	// the object is gone by now).
	ID, Name string
	// Err is why the action was refused, or nil.
	Err error
}

// Schedule has an action played when the directory's time reaches at. Actions for the same time are played in the order in
// which they were scheduled. An action in the past is played at the next AdvanceTo.
func (d *Directory) Schedule(at time.Time, a Action) error {
	if _, ok := verbNamed(a.Verb); !ok {
		return fmt.Errorf("schedule: %w: there is no action %q", ErrInvalid, a.Verb)
	}
	if !a.User.DeletedAt.IsZero() {
		return fmt.Errorf("schedule %s: %w: nobody joins the recycle bin", a.Verb, ErrInvalid)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pending.scheduleAction(at, &a)
	return nil
}

// NextDue says when the next scheduled action or purge is due.
func (d *Directory) NextDue() (time.Time, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for len(d.pending.items) > 0 {
		next := d.pending.items[0]
		if next.action != nil || d.purgeDueLocked(next) {
			return next.at, true
		}
		heap.Pop(&d.pending)
	}
	return time.Time{}, false
}

// AdvanceTo moves the directory's time to now and plays everything that has become due, each at its own time and in order; a
// purge comes before actions of the same instant. A refused action does not hold up the others: it is reported, and joined
// into the error. It costs time in proportion to what is due. An earlier now changes nothing.
func (d *Directory) AdvanceTo(now time.Time) ([]Played, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var played []Played
	var refused []error
	for len(d.pending.items) > 0 && !d.pending.items[0].at.After(now) {
		item := heap.Pop(&d.pending).(*due)
		if item.action == nil && !d.purgeDueLocked(item) {
			continue
		}
		if item.at.After(d.now) {
			d.now = item.at
		}
		p := d.playDueLocked(item)
		if p.Err != nil {
			p.Err = fmt.Errorf("%s: %s %s: %w", p.At.Format(time.RFC3339), p.Verb, p.Name, p.Err)
			refused = append(refused, p.Err)
		}
		played = append(played, p)
	}
	if now.After(d.now) {
		d.now = now.UTC()
	}
	return played, errors.Join(refused...)
}

func (d *Directory) playDueLocked(item *due) Played {
	if item.action == nil {
		p := Played{
			At: item.at, Verb: Purge, Automatic: true,
			ID: d.objects[item.purge].id, Name: d.nameLocked(item.purge),
		}
		d.purgeLocked(item.purge)
		return p
	}
	p := Played{At: item.at, Verb: item.action.Verb, Name: d.subjectLocked(item.action)}
	i, err := d.playLocked(item.action)
	p.Err = err
	if i != none {
		p.ID = d.objects[i].id
		if !d.objects[i].gone {
			p.Name = d.nameLocked(i)
		}
	}
	return p
}

// purgeDueLocked says whether a purge still stands: its user may have been restored, or deleted again, or be gone.
func (d *Directory) purgeDueLocked(item *due) bool {
	o := &d.objects[item.purge]
	return o.deleted != 0 && o.deleted == item.at.Add(-Retention).UnixMicro()
}

// nameLocked is the displayName of a group, or the userPrincipalName of a user without the tombstone.
func (d *Directory) nameLocked(i int32) string {
	o := &d.objects[i]
	if o.group {
		return firstOf(o.attrs, attrDisplayName)
	}
	return untombstone(o.id, firstOf(o.attrs, attrUPN))
}

// subjectLocked names what an action is about: who is to be added, the target, or the reference to it when it leads nowhere.
func (d *Directory) subjectLocked(a *Action) string {
	switch a.Verb {
	case Joiner:
		return a.User.UserPrincipalName
	case AddGroup:
		return a.Group.DisplayName
	}
	v, _ := verbNamed(a.Verb)
	if i, err := d.targetLocked(v, a.Target); err == nil {
		return d.nameLocked(i)
	}
	return a.Target
}
