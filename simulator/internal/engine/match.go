package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// match looks the object up by its n-th matching attribute that has a value; the first hit ends the search, values are
// never combined (§4.1, Q49).
func (e *entry) match(n int) {
	matchers := e.rule.matchers(e.values)
	if n == len(matchers) {
		e.settled = true
		e.unmatched()
		return
	}
	m := matchers[n]
	e.ask(scimclient.Request{
		Kind: scimclient.KindMatch, Resource: e.rule.resource, Match: m.path, Value: m.value,
	}, func(r Reply) {
		switch {
		case r.Failure != nil:
			e.fail(r.Failure)
		case len(r.Resources) == 0:
			e.match(n + 1)
		case len(r.Resources) > 1:
			e.found(r.Resources)
			e.failWith(duplicateTarget(m, len(r.Resources)))
		default:
			// Whether somebody before this object takes the account is known once they have all been matched.
			e.await(func() { e.join(m, r.only()) })
		}
	})
}

// found shows everything that a lookup found, when it is shown on demand (§7 step 4).
func (e *entry) found(list []Target) {
	if !e.c.onDemand() {
		return
	}
	for _, t := range list {
		e.log().retrieved(e.values, t)
	}
	e.log().Record.TargetIdentity.ID = ""
}

// unmatched creates the object, now that every lookup came back empty.
func (e *entry) unmatched() {
	if !e.scope.InScope {
		e.outside()
		return
	}
	e.scoping()
	if !e.rule.create {
		e.skip(skipCreateOff)
		return
	}
	e.choose(0, e.create)
}

// join links the object with the account it found, and updates that (§4.2).
func (e *entry) join(m matcher, t Target) {
	e.settled = true
	if owner, taken := e.c.state.Owner(e.kind, t.ID()); taken && owner != e.id {
		e.failWith(duplicateSource(m, owner))
		return
	}
	e.target = t
	e.log().retrieved(e.values, t)
	if !e.scope.InScope {
		// On demand the target is looked at before that is known; an account that was never managed is left alone.
		e.outside()
		return
	}
	e.link = job.Link{Target: t.ID()}
	e.newLink = true
	e.scoping()
	e.log().joined(m)
	e.settleLink()
	e.refresh()
}

// create sends the object with all its values; references follow later (§2.4).
func (e *entry) create() {
	list, missing := body(e.values)
	if len(missing) > 0 {
		e.failWith(missingFields(missing))
		return
	}
	e.log().creates(list)
	e.ask(scimclient.Request{Kind: scimclient.KindCreate, Resource: e.rule.resource, Create: list}, func(r Reply) {
		switch {
		case r.class() == scimclient.Conflict && e.c.in.Settings.RematchOnConflict && !e.rematch:
			e.rematch = true
			e.match(0)
		case r.Failure != nil:
			e.failAs(provlog.ActionCreate, r.Failure)
		default:
			e.created(r.only())
		}
	})
}

func (e *entry) created(t Target) {
	if t == nil {
		e.failWith(noIdentity())
		return
	}
	e.link = job.Link{Target: t.ID()}
	e.newLink = true
	e.settleLink()
	e.succeed(provlog.ActionCreate)
}
