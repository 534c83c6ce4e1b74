package directory

// event is one entry of the change feed.
type event struct {
	object int32
	other  int32 // the member, for the two membership events
	what   what
}

type what uint8

const (
	added what = iota
	updated
	assignmentChanged
	managerChanged
	memberAdded
	memberRemoved
	hardDeleted
)

// Change is what happened to one object since a watermark.
//
// Flags add up over the period. Membership is net: who joined and left again within the period, or the other way round, is
// in neither of the first two lists but in one of the last. An object that was added and purged within the period has both flags and cannot be read any more.
type Change struct {
	ID   string
	Kind Kind
	// Added: the object came into being.
	Added bool
	// Updated: an attribute, accountEnabled or the recycle-bin state changed.
	Updated bool
	// AssignmentChanged: what the object may have access through changed: its own assignment, the assignment of a group it
	// is a direct member of, or its membership in an assigned group.
	AssignmentChanged bool
	// ManagerChanged: the manager reference was set, replaced or cleared, also because the manager was purged.
	ManagerChanged bool
	// HardDeleted: the object is gone.
	HardDeleted bool
	// MembersAdded and MembersRemoved are the object ids that joined and left a group, in order of the first event of each.
	// A purged member is among the removed.
	MembersAdded, MembersRemoved []string
	// MembersReturned left and are back; MembersPassed joined and are gone again.
	MembersReturned, MembersPassed []string
}

// Watermark is the current end of the change feed.
func (d *Directory) Watermark() int64 {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.feed.length
}

// Changes reports what happened after a watermark, once per object, in the order in which the objects were first touched.
// It costs time in proportion to the number of changes. Since 0 it reports everything; a watermark from the future
// reports nothing.
func (d *Directory) Changes(since int64) []Change {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var changes []Change
	place := map[int32]int{}
	members := memberships{first: map[[2]int32]what{}}
	for e := range d.feed.since(max(since, 0)) {
		at, seen := place[e.object]
		if !seen {
			at = len(changes)
			place[e.object] = at
			changes = append(changes, Change{ID: d.objects[e.object].id, Kind: d.kindLocked(e.object)})
		}
		if e.what == memberAdded || e.what == memberRemoved {
			members.note(e)
			continue
		}
		changes[at].note(e.what)
	}
	members.settle(d, changes, place)
	return changes
}

func (c *Change) note(w what) {
	switch w {
	case added:
		c.Added = true
	case updated:
		c.Updated = true
	case assignmentChanged:
		c.AssignmentChanged = true
	case managerChanged:
		c.ManagerChanged = true
	case hardDeleted:
		c.HardDeleted = true
	}
}

// memberships works out what remains of a period's joining and leaving. The first event of a pair tells how it was before the
// period; whether it differs from now decides.
type memberships struct {
	pairs []event
	first map[[2]int32]what
}

func (m *memberships) note(e event) {
	pair := [2]int32{e.object, e.other}
	if _, seen := m.first[pair]; !seen {
		m.first[pair] = e.what
		m.pairs = append(m.pairs, e)
	}
}

func (m *memberships) settle(d *Directory, changes []Change, place map[int32]int) {
	for _, e := range m.pairs {
		change := &changes[place[e.object]]
		was, is := e.what == memberRemoved, d.isMemberLocked(e.object, e.other)
		switch id := d.objects[e.other].id; {
		case is && !was:
			change.MembersAdded = append(change.MembersAdded, id)
		case was && !is && !change.HardDeleted:
			change.MembersRemoved = append(change.MembersRemoved, id)
		case is:
			change.MembersReturned = append(change.MembersReturned, id)
		case !change.HardDeleted:
			change.MembersPassed = append(change.MembersPassed, id)
		}
	}
}

func (d *Directory) recordLocked(w what, object int32) {
	d.appendLocked(event{object: object, other: none, what: w})
}

func (d *Directory) recordMemberLocked(w what, group, member int32) {
	d.appendLocked(event{object: group, other: member, what: w})
}

func (d *Directory) appendLocked(e event) {
	d.feed.append(e)
	d.prints.add(d, e)
}
