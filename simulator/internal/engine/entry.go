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
}

// enterObject prepares an object: everything that can be said without asking the target.
func (c *Cycle) enterObject(w work, rule *Rule) *object {
	e := &entry{object: &object{c: c}, work: w, rule: rule, kind: rule.kind}
	c.result.Imported++
	e.link, e.linked = c.state.Link(w.id)
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
	e.object.entry = c.newEntry(e, w.origin)
	values, err := rule.Evaluate(c.context(src, e.scope))
	if err != nil {
		e.start = func() { e.failWith(badExpression(err)) }
		return e.object
	}
	e.values = values
	e.lanes = appendMissing(e.lanes, rule.matchKeys(values)...)
	e.start = e.begin
	return e.object
}

// begin decides which of the four ways an object takes.
func (e *entry) begin() {
	e.settled = e.linked && !e.c.in.Settings.RematchOnStale
	switch {
	case !e.scope.Handled:
		e.log().scoping(e.scope)
		e.skip(provlog.SkipReason(e.scope.SkipReason()))
	case len(e.rule.matchers(e.values)) == 0:
		e.skip(skipImport)
	case e.linked && e.scope.InScope:
		e.read(e.refresh, e.stale)
	case e.linked:
		e.depart()
	case e.scope.InScope:
		e.match(0)
	default:
		e.log().scoping(e.scope)
		e.skip(provlog.SkipReason(e.scope.SkipReason()))
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
			e.log().scoping(e.scope)
			then()
		}
	})
}

// stale deals with a link whose target has vanished: an error until somebody repairs it, or a new start (Q50,
// dial on-stale-link). Only an object in scope is matched again.
func (e *entry) stale(f *scimclient.Failure) {
	if !e.c.in.Settings.RematchOnStale {
		e.fail(f)
		return
	}
	e.forget()
	if !e.scope.InScope {
		e.log().scoping(e.scope)
		e.skip(provlog.SkipReason(e.scope.SkipReason()))
		return
	}
	e.match(0)
}

// forget drops the link.
func (e *entry) forget() {
	e.c.mutate(job.DropLink{Source: e.id})
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
		e.settleLink()
		e.succeed(as)
	})
}

// settleLink stores the link as it is now.
func (e *entry) settleLink() {
	l := e.link
	l.Source, l.Kind, l.Display = e.id, e.kind, e.name
	l.Match = e.rule.matchKeys(e.values)
	l.Unmanaged = e.scope.LeavesManagement()
	if !e.linked || !sameLink(l, e.link) {
		e.c.mutate(job.PutLink{Link: l})
	}
	e.link, e.linked = l, true
}

func sameLink(a, b job.Link) bool {
	if a.Target != b.Target || a.Display != b.Display || a.Unmanaged != b.Unmanaged || len(a.Match) != len(b.Match) {
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
