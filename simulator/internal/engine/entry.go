package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// origin says why an object is looked at.
type origin string

const (
	originAdd    origin = "Add"    // first seen: initial cycle, or added since
	originUpdate origin = "Update" // changed since the watermark
	originDelete origin = "Delete" // purged since the watermark
	originRetry  origin = ""       // a retry that is due
)

// work is one source object to be looked at.
type work struct {
	id     string
	origin origin
	change directory.Change // zero for initial cycles and retries
}

// entry takes one user or group through a cycle (engine §11).
type entry struct {
	*object
	work
	rule    *Rule
	kind    job.Kind
	source  directory.Object
	name    string // how the log calls it
	scope   scope.Decision
	values  []mapping.Desired // what the mapping makes of it, in mapping order
	link    job.Link
	linked  bool
	target  Target // as last read
	newLink bool   // linked in this cycle
	rematch bool   // matched a second time, after a conflict or a stale link
	scoped  bool   // the log has the scope decision
	written bool   // the target has the values
	partial bool   // linked before, and not all its members have been written
}

// enterObject prepares an object: everything that can be said without asking the target.
func (c *Cycle) enterObject(w work, rule *Rule) *object {
	e := &entry{object: &object{c: c}, work: w, rule: rule, kind: rule.kind}
	c.result.Imported++
	if w.origin != originRetry {
		c.result.Deltas++
	}
	e.link, e.linked = c.state.Link(w.id)
	e.partial = e.link.Partial
	e.lanes = append(e.lanes, e.link.Match...)
	src, found := directory.Object{}, false
	if w.origin != originDelete {
		src, found = c.in.Source.Object(w.id)
	}
	if !found {
		e.name = e.link.Display
		e.object.entry = c.newEntry(e, originDelete)
		e.start = e.purged
		return e.object
	}
	e.source, e.name = src, reportable(src)
	e.scope = c.decide(src, rule)
	if e.scope.InScope && e.scope.Handled {
		c.result.Entitled++
	}
	e.object.entry = c.newEntry(e, w.origin)
	values, err := rule.Evaluate(c.in.Context(src, e.scope))
	if err != nil {
		e.start = func() { e.unevaluated(err) }
		return e.object
	}
	e.values = values
	e.withoutRoles()
	e.lanes = appendMissing(e.lanes, rule.matchKeys(values)...)
	e.lanes = appendMissing(e.lanes, uniqueKeys(values)...)
	e.start = e.begin
	return e.object
}

// unevaluated ends an object whose mapping gives no values. One that is not in scope, and never was, is none of the mapping's
// business.
func (e *entry) unevaluated(err error) {
	if !e.scope.Handled || !e.linked && !e.scope.InScope {
		e.outside()
		return
	}
	e.failWith(badExpression(err))
}

// begin decides which of the four ways an object takes.
func (e *entry) begin() {
	e.settled = e.linked && !e.c.in.Settings.RematchOnStale && !e.link.Leaving
	if s := e.c.in.Subject; s != nil && s.ScopeFirst {
		e.scoping()
	}
	switch {
	case !e.scope.Handled:
		e.scoping()
		e.skip(provlog.SkipReason(e.scope.SkipReason()))
	case len(e.rule.matchers(e.values)) == 0 && e.c.onDemand():
		e.failWith(noMatchingValue(e.rule))
	case len(e.rule.matchers(e.values)) == 0:
		e.skip(skipImport)
	case e.linked && e.scope.InScope:
		e.read(e.refresh, e.stale)
	case e.linked:
		e.depart()
	case e.scope.InScope || e.c.onDemand() && !e.scoped:
		e.match(0)
	default:
		e.outside()
	}
}

// outside ends an object that is not in scope and has no link.
func (e *entry) outside() {
	e.scoping()
	e.skip(provlog.SkipReason(e.scope.SkipReason()))
}

// scoping puts the scope decision into the log, once.
func (e *entry) scoping() {
	if !e.scoped {
		e.scoped = true
		e.log().scoping(e.scope)
	}
}

// read asks for the linked target object. When it is gone, what happens next depends on what was to be done with it.
func (e *entry) read(then func(), gone func(*scimclient.Failure)) {
	e.ask(scimclient.Request{Kind: scimclient.KindRead, Resource: e.rule.resource, ID: e.link.Target}, func(r Reply) {
		switch {
		case r.class() == scimclient.Gone:
			gone(r.Failure)
		case r.Failure != nil:
			e.fail(r.Failure)
		default:
			e.target = r.only()
			e.log().retrieved(e.values, e.target)
			e.scoping()
			then()
		}
	})
}

// stale deals with a link whose target has vanished: an error until somebody repairs it, or a new start (Q50,
// dial on-stale-link). One that the job itself has deleted, and that is back in the source, begins anew. Only an object in scope is
// matched again.
func (e *entry) stale(f *scimclient.Failure) {
	if !e.c.in.Settings.RematchOnStale && !e.link.Leaving {
		e.fail(f)
		return
	}
	e.forget()
	if !e.scope.InScope {
		e.outside()
		return
	}
	e.match(0)
}

// forget drops the link.
func (e *entry) forget() {
	drop := job.DropLink{Source: e.id}
	if e.source.ID() == "" {
		drop.Purged = e.kind
	}
	e.c.mutate(drop)
	e.linked, e.link = false, job.Link{}
}

// refresh brings a linked object that has been read up to date.
func (e *entry) refresh() {
	changes := diff(e.values, e.target)
	switch {
	case len(changes) == 0:
		e.settleLink()
		e.redundant()
	case !e.rule.update:
		e.settleLink()
		e.skip(skipUpdateOff)
	default:
		e.patch(changes, provlog.ActionUpdate)
	}
}

// patch sends the differences in one request.
func (e *entry) patch(changes []change, as provlog.Action) {
	e.log().modifies(changes)
	e.ask(scimclient.Request{
		Kind: scimclient.KindUpdate, Resource: e.rule.resource, ID: e.link.Target, Changes: wire(changes),
	}, func(r Reply) {
		if r.Failure != nil {
			e.failAs(as, r.Failure)
			return
		}
		e.written = true
		e.settleLink()
		e.succeed(as)
	})
}

// knownBy are the matching values that the target has: those that were written, or else those that were read.
func (e *entry) knownBy() []string {
	if e.written || e.target == nil {
		return e.rule.matchKeys(e.values)
	}
	return e.rule.keysOf(e.target)
}

// settleLink stores the link as it is now.
func (e *entry) settleLink() {
	l := e.link
	l.Source, l.Kind, l.Display = e.id, e.kind, e.name
	l.Match = e.knownBy()
	l.Unmanaged = e.scope.LeavesManagement()
	l.Disabled = e.scope.IsSoftDeleted() && e.rule.softDeletes
	l.Partial = e.kind == job.Group && (e.link.Partial || e.newLink && e.rule.members != nil && e.source.MemberCount() > 0)
	l.Leaving = false
	if !e.linked || !sameLink(l, e.link) {
		e.c.mutate(job.PutLink{Link: l})
	}
	e.link, e.linked = l, true
}

func sameLink(a, b job.Link) bool {
	if a.Target != b.Target || a.Display != b.Display || a.Unmanaged != b.Unmanaged || a.Disabled != b.Disabled || a.Partial != b.Partial || a.Leaving != b.Leaving ||
		len(a.Match) != len(b.Match) {
		return false
	}
	for i := range a.Match {
		if a.Match[i] != b.Match[i] {
			return false
		}
	}
	return true
}

func appendMissing(list []string, more ...string) []string {
next:
	for _, s := range more {
		for _, have := range list {
			if have == s {
				continue next
			}
		}
		list = append(list, s)
	}
	return list
}
