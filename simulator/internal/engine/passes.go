package engine

import (
	"cmp"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// The passes, as they stand in [OpID].
const (
	PassProbe = iota
	PassUsers
	PassGroups
	PassManagers
	PassMembers
)

func (c *Cycle) userPass() *pass {
	c.countDepartures()
	return c.objectPass(PassUsers, directory.KindUser, c.in.Users)
}

func (c *Cycle) groupPass() *pass {
	if c.in.Groups == nil {
		return c.emptyPass(PassGroups)
	}
	return c.objectPass(PassGroups, directory.KindGroup, c.in.Groups)
}

func (c *Cycle) emptyPass(number int) *pass { return newPass(number, 0, 1, nil, nil) }

// objectPass goes through the users or the groups of the cycle.
func (c *Cycle) objectPass(number int, kind directory.Kind, rule *Rule) *pass {
	list := c.works(kind, rule.kind)
	return newPass(number, len(list), c.in.Settings.Concurrency,
		func(i int) *object { return c.enterObject(list[i], rule) }, c.leave)
}

// works lists the objects of a kind that the cycle looks at.
func (c *Cycle) works(kind directory.Kind, linked job.Kind) []work {
	switch {
	case c.alone():
		return c.subject(kind)
	case c.initial:
		return c.everything(kind, linked)
	default:
		return c.changed(kind, linked)
	}
}

// everything lists all objects of a kind, then those that are linked and have gone since.
func (c *Cycle) everything(kind directory.Kind, linked job.Kind) []work {
	var list []work
	for o := range c.in.Source.All(kind) {
		list = append(list, work{id: o.ID(), origin: originAdd})
	}
	var gone []work
	for id, l := range c.state.Links {
		if l.Kind != linked {
			continue
		}
		if _, ok := c.in.Source.Object(id); !ok {
			gone = append(gone, work{id: id, origin: originDelete})
		}
	}
	slices.SortFunc(gone, func(a, b work) int { return cmp.Compare(a.id, b.id) })
	return append(list, gone...)
}

// changed lists what the change feed reports, then the retries that are due, then what was held back by the deletion guard.
// It costs as much as there are changes.
func (c *Cycle) changed(kind directory.Kind, linked job.Kind) []work {
	var list []work
	seen := map[string]bool{}
	for _, ch := range c.changes() {
		if ch.Kind != kind {
			continue
		}
		seen[ch.ID] = true
		w := work{id: ch.ID, origin: originUpdate, change: ch}
		switch {
		case ch.HardDeleted:
			w.origin = originDelete
		case ch.Added:
			w.origin = originAdd
		}
		list = append(list, w)
	}
	for _, e := range c.due {
		if e.Class == job.Object && e.Kind == linked && !seen[e.Object] {
			seen[e.Object] = true
			list = append(list, work{id: e.Object, origin: originRetry})
		}
	}
	return append(list, c.heldBack(linked, seen)...)
}

// changes asks the source once per cycle.
func (c *Cycle) changes() []directory.Change {
	if !c.asked {
		c.asked, c.feed = true, c.in.Source.Changes(c.state.Watermark)
	}
	return c.feed
}

func (c *Cycle) managerPass() *pass {
	c.takeUp()
	if c.in.Users.manager == nil {
		return c.emptyPass(PassManagers)
	}
	c.retries(job.Manager)
	list := c.refs.managers
	return newPass(PassManagers, len(list), c.in.Settings.Concurrency,
		func(i int) *object { return c.enterManager(take(list, i)) }, c.leave)
}

func (c *Cycle) memberPass() *pass {
	if c.in.Groups == nil || c.in.Groups.members == nil {
		return c.emptyPass(PassMembers)
	}
	c.retries(job.Members)
	list := c.refs.members
	return newPass(PassMembers, len(list), c.in.Settings.Concurrency,
		func(i int) *object { return c.enterMembers(take(list, i)) }, c.leave)
}

// take hands a reference over, with the log entry that goes along.
func take(list []reference, i int) reference {
	r := list[i]
	list[i].carried = nil
	return r
}
