package engine

import (
	"maps"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// reference is the manager of one user, or the membership of one group, to be written in the reference passes.
type reference struct {
	id      string
	read    []string // target ids of the manager as the target showed them in this cycle
	known   bool     // the target was read, or has just been created
	cleared bool     // the source's manager was taken away
	adds    []string // members that joined, by source id
	removes []string // members that left
	all     bool     // the group has just been linked: every member joins
	carried *Entry   // the log entry of the pass before, when it had nothing to tell by itself
}

// references collects what the reference passes have to do, in the order in which the objects left their passes.
type references struct {
	managers, members []reference
	place             map[job.Key]int
	arrived           map[string]bool // objects that references have waited for, and that are in the target now
}

func (r *references) init() {
	r.place, r.arrived = make(map[job.Key]int), make(map[string]bool)
}

// at returns the reference of an object, which is made when it is not there.
func (r *references) at(id string, class job.Class) *reference {
	list := &r.managers
	if class == job.Members {
		list = &r.members
	}
	k := job.Key{Object: id, Class: class}
	i, ok := r.place[k]
	if !ok {
		i = len(*list)
		r.place[k] = i
		*list = append(*list, reference{id: id})
	}
	return &(*list)[i]
}

// register notes the references of an object that has gone through its pass well and is in scope.
//
// A manager is compared with what was read, like every attribute (a server that does not show it gets it again
// each time, Q17); the membership follows the change feed alone (Q59). The result says whether there is something to do, and of which class.
func (c *Cycle) register(e *entry) (class job.Class, ok bool) {
	if e.newLink && !c.alone() {
		defer c.arrived(e.id)
	}
	switch {
	case e.kind == job.User && e.rule.manager != nil:
		manager := e.source.ManagerID()
		var read []string
		if e.target != nil {
			read, _ = e.target.Lookup(e.rule.manager.Path)
		}
		changed := e.change.ManagerChanged || c.doubts.about(e.id, c.in.Source).ManagerChanged
		cleared := manager == "" && changed && len(read) > 0
		if manager != "" || cleared {
			r := c.refs.at(e.id, job.Manager)
			r.read, r.known, r.cleared = read, true, cleared
			return job.Manager, true
		}
	case e.kind == job.Group && e.rule.members != nil:
		if c.onDemand() {
			return c.registerSelected(e)
		}
		all := (e.newLink || e.partial || c.initial) && e.source.MemberCount() > 0
		adds, removes := c.doubts.members(e.id, c.in.Source)
		if !all {
			adds = union(e.change.MembersAdded, adds)
			removes = union(e.change.MembersRemoved, removes)
		}
		if all || len(adds)+len(removes) > 0 {
			r := c.refs.at(e.id, job.Members)
			r.all = all
			// A member that the group has waited for may have arrived in the pass of the users, and is in adds by now.
			r.adds, r.removes = union(adds, r.adds), removes
			return job.Members, true
		}
	}
	return "", false
}

// registerSelected notes the chosen members of a group that is provisioned on demand.
func (c *Cycle) registerSelected(e *entry) (class job.Class, ok bool) {
	adds, removes := c.selected(e.source)
	if len(adds)+len(removes) == 0 {
		return "", false
	}
	r := c.refs.at(e.id, job.Members)
	r.adds, r.removes = adds, removes
	return job.Members, true
}

// orphaned closes the log entries that a pass which never came would have taken over.
func (c *Cycle) orphaned() {
	for _, list := range [][]reference{c.refs.managers, c.refs.members} {
		for i := range list {
			if l := list[i].carried; l != nil {
				list[i].carried = nil
				l.skipped(skipRedundant)
				c.emit(l)
			}
		}
	}
}

// arrived takes up the references that waited for an object (dial late-references).
func (c *Cycle) arrived(id string) {
	refs, ok := c.state.Waiting[id]
	if !ok || c.refs.arrived[id] {
		return
	}
	c.refs.arrived[id] = true
	for _, w := range refs {
		switch {
		case w.Class == job.Manager:
			c.refs.at(w.Object, job.Manager)
		case c.in.Source.IsMember(w.Object, id):
			if r := c.refs.at(w.Object, job.Members); !slices.Contains(r.adds, id) {
				r.adds = append(slices.Clip(r.adds), id)
			}
		}
	}
}

// received forgets what references have waited for, now that they have been written or wait in escrow.
func (c *Cycle) received() {
	for _, id := range slices.Sorted(maps.Keys(c.refs.arrived)) {
		c.mutate(job.DropWaiting{Missing: id})
	}
}

// retries adds the reference escrows: those that are due, and those of objects that have new changes anyway.
func (c *Cycle) retries(class job.Class) {
	if c.alone() {
		return
	}
	for _, e := range c.due {
		if e.Class == class {
			c.refs.at(e.Object, class)
		}
	}
	list := c.refs.managers
	if class == job.Members {
		list = c.refs.members
	}
	for i := range list {
		e, ok := c.state.Escrows[job.Key{Object: list[i].id, Class: class}]
		if !ok {
			continue
		}
		r := &list[i]
		if class == job.Manager {
			// A manager that was to be taken away is kept as what the target showed then.
			if !r.known && len(e.Removes) > 0 {
				r.cleared, r.read = true, e.Removes
			}
			continue
		}
		// What has happened since the failure decides over what was to be done then.
		adds, removes := r.adds, r.removes
		r.adds = union(without(e.Adds, removes), adds)
		r.removes = union(without(e.Removes, adds), removes)
	}
}

// union returns the elements of list, and those of more that are not among them.
func union(list, more []string) []string { return append(slices.Clip(list), without(more, list)...) }

// without returns the elements of list that are not in other.
func without(list, other []string) []string {
	if len(other) == 0 {
		return slices.Clone(list)
	}
	drop := make(map[string]bool, len(other))
	for _, s := range other {
		drop[s] = true
	}
	var rest []string
	for _, s := range list {
		if !drop[s] {
			rest = append(rest, s)
		}
	}
	return rest
}
