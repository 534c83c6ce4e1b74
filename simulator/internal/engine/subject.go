package engine

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

// Subject is the one object that a run is about, instead of everything that changed: provision on demand (§7), and the
// rehearsal of what the next cycle will do.
//
// Such a run leaves watermark, quarantine and escrows alone; links it stores like any other.
type Subject struct {
	ID   string
	Kind directory.Kind
	// Members of a group that the run is to take care of, by source id; those who are members in the source join, the others
	// leave. On demand only.
	Members []string
	// OnDemand is provision on demand: requests in the shapes without the flag (Q51), roles left out, a number of its own.
	OnDemand bool
	// ScopeFirst decides about scope before the target is looked at; the sources disagree (§12.11).
	ScopeFirst bool
	// Change is what the next cycle would find in the change feed. Not on demand.
	Change directory.Change
}

// alone reports whether the run is about one object.
func (c *Cycle) alone() bool { return c.in.Subject != nil }

func (c *Cycle) onDemand() bool { return c.alone() && c.in.Subject.OnDemand }

// number counts the run and says which it is.
func (c *Cycle) number() int {
	switch {
	case c.onDemand():
		n := c.state.OnDemand + 1
		c.mutate(job.CountOnDemand{Number: n})
		return n
	case c.alone():
		return c.state.Cycles + 1
	default:
		n := c.state.Cycles + 1
		c.mutate(job.BeginCycle{Number: n, At: c.in.Now})
		return n
	}
}

// purposes are what the ids of the run and of its records derive from; those on demand are numbered apart from cycles.
func (c *Cycle) purposes() (run, record, change provlog.Purpose) {
	if c.onDemand() {
		return provlog.PurposeOnDemand, provlog.PurposeOnDemandRecord, provlog.PurposeOnDemandChange
	}
	return provlog.PurposeCycle, provlog.PurposeRecord, provlog.PurposeChange
}

// subject lists the object of a run that is about one.
func (c *Cycle) subject(kind directory.Kind) []work {
	s := c.in.Subject
	if s.Kind != kind {
		return nil
	}
	w := work{id: s.ID, origin: originRetry, change: s.Change}
	switch {
	case s.Change.HardDeleted:
		w.origin = originDelete
	case s.Change.Added:
		w.origin = originAdd
	case s.Change.ID != "":
		w.origin = originUpdate
	}
	return []work{w}
}

// selected splits the chosen members of a group into those who join and those who leave.
func (c *Cycle) selected(group directory.Object) (adds, removes []string) {
	members := group.Members()
	for _, id := range c.in.Subject.Members {
		if slices.Contains(members, id) {
			adds = append(adds, id)
		} else {
			removes = append(removes, id)
		}
	}
	return adds, removes
}

// withoutRoles leaves out what is made of app roles: roles are not provisioned on demand (§7).
func (e *entry) withoutRoles() {
	if !e.c.onDemand() {
		return
	}
	kept := e.values[:0]
	for _, d := range e.values {
		if !d.Mapping.Expr.Reads(attrRoles) {
			kept = append(kept, d)
		}
	}
	e.values = kept
}

// takeUp writes references to objects that were linked on demand, which writes no others, and were waited for (dial
// late-references).
func (c *Cycle) takeUp() {
	if c.alone() || len(c.state.Waiting) == 0 {
		return
	}
	var linked []string
	for id := range c.state.Waiting {
		if _, ok := c.state.Link(id); ok {
			linked = append(linked, id)
		}
	}
	slices.Sort(linked)
	for _, id := range linked {
		c.arrived(id)
	}
}
