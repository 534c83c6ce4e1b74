package engine

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

// guard is the prevention of accidental deletions (§6.5). Whether "above" or "from" the threshold is meant is not clear; it is
// above (§12.10).
type guard struct {
	limit  int
	forced bool // an administrator has allowed them
	count  int  // users and groups that the cycle would disable or delete
}

func (g guard) tripped() bool { return g.limit > 0 && !g.forced && g.count > g.limit }

func (g guard) message() string {
	return fmt.Sprintf("the cycle would disable or delete %d objects, more than the threshold of %d", g.count, g.limit)
}

// countDepartures counts whom the cycle is going to disable or delete. Without a threshold it costs nothing.
func (c *Cycle) countDepartures() {
	if c.guard.limit == 0 {
		return
	}
	c.guard.count = c.departures(directory.KindUser, c.in.Users)
	if c.in.Groups != nil {
		c.guard.count += c.departures(directory.KindGroup, c.in.Groups)
	}
}

func (c *Cycle) departures(kind directory.Kind, rule *Rule) int {
	n := 0
	for _, w := range c.works(kind, rule.kind) {
		if c.departs(w, rule) {
			n++
		}
	}
	return n
}

// departs tells, as depart and purged will decide, whether an object is to be disabled or deleted.
func (c *Cycle) departs(w work, rule *Rule) bool {
	link, linked := c.state.Link(w.id)
	if !linked || link.Unmanaged {
		return false
	}
	src, found := c.in.Source.Object(w.id)
	if w.origin == originDelete || !found {
		return rule.remove
	}
	d := c.decide(src, rule)
	if d.InScope || !d.Handled || d.Suppressed(c.in.Settings.Scope) {
		return false
	}
	if rule.kind == job.Group {
		return rule.remove
	}
	return rule.softDeletes && rule.update && !link.Disabled
}

// heldBack lists what earlier cycles held back and this one would not look at otherwise, in order of id.
func (c *Cycle) heldBack(kind job.Kind, seen map[string]bool) []work {
	var list []work
	for id, s := range c.state.Staged {
		if s.Kind == kind && !seen[id] {
			list = append(list, work{id: id, origin: originRetry})
		}
	}
	slices.SortFunc(list, func(a, b work) int { return cmp.Compare(a.id, b.id) })
	return list
}

// held reports whether deletions of the cycle are held back.
func (e *entry) held() bool { return e.c.guard.tripped() }

// stage holds an object's deletion back and remembers it.
func (e *entry) stage() {
	s := job.Staged{Object: e.id, Kind: e.kind, Name: e.name, Since: e.c.now}
	if old, ok := e.c.state.Staged[e.id]; ok {
		s.Since = old.Since
	}
	e.c.mutate(job.PutStaged{Staged: s})
	e.c.release(e.id, job.Object)
	if e.source.ID() != "" {
		e.scoping()
	}
	e.log().staged(e.c.guard)
	e.finish()
}

// unstage forgets what was held back about an object.
func (c *Cycle) unstage(id string) {
	if _, ok := c.state.Staged[id]; ok {
		c.mutate(job.DropStaged{Object: id})
	}
}

// staged closes an entry whose deletion is held back.
func (l *Entry) staged(g guard) {
	l.Record.Action = provlog.ActionStagedDelete
	l.step(provlog.Step{
		Name: provlog.StepStaged, Type: provlog.Export, Status: provlog.Skipped,
		Description: provlog.StagedText(string(l.Kind), l.name), Details: append(l.reportable(),
			provlog.Detail{Name: provlog.DetailReason, Value: g.message()}),
	})
	l.close(provlog.Success)
}
