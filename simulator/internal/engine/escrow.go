package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// escrow keeps a failed operation for another attempt, later each time, until four weeks after the first failure
// (§6.1). It fills in the times and returns what was kept; the attempt after Lifetime is the last, and the zero Next of
// its result says so. A run about one object keeps nothing: whoever asked for it sees that it failed.
func (c *Cycle) escrow(e job.Escrow) job.Escrow {
	if c.alone() {
		return job.Escrow{}
	}
	e.First, e.Last = c.now, c.now
	if old, ok := c.state.Escrows[e.Key()]; ok {
		e.First, e.Retries = old.First, old.Retries+1
	}
	if c.now.Sub(e.First) >= job.Lifetime {
		c.mutate(job.DropEscrow{Key: e.Key()})
		return e
	}
	e.Next = c.now.Add(c.in.Settings.Backoff(e.Retries + 1))
	c.mutate(job.PutEscrow{Escrow: e})
	return e
}

// release forgets a failure that has been overcome or has become irrelevant. A run on demand is about some members only; those
// that wait may be others.
func (c *Cycle) release(id string, class job.Class) {
	if c.onDemand() && class == job.Members {
		return
	}
	k := job.Key{Object: id, Class: class}
	if _, ok := c.state.Escrows[k]; ok {
		c.mutate(job.DropEscrow{Key: k})
	}
}

// succeed ends an object whose export went through.
func (e *entry) succeed(as provlog.Action) {
	target := e.link.Target
	if as == provlog.ActionDelete {
		target = e.log().Record.TargetIdentity.ID
	}
	e.log().exported(as, target)
	e.conclude()
}

// skip ends an object for which nothing is to be exported.
func (e *entry) skip(reason provlog.SkipReason) {
	e.log().skipped(reason)
	e.conclude()
}

func (e *entry) conclude() {
	e.c.release(e.id, job.Object)
	e.c.unstage(e.id)
	e.later(func() {
		if e.scope.InScope && e.linked {
			e.c.register(e)
		}
	})
	e.finish()
}

// redundant ends an object whose attributes agree with the target. When its references are to be written in a later pass, the
// log entry goes along: it is theirs.
func (e *entry) redundant() {
	e.c.release(e.id, job.Object)
	e.c.unstage(e.id)
	e.later(func() {
		if class, ok := e.c.register(e); ok {
			e.c.refs.at(e.id, class).carried, e.object.entry = e.object.entry, nil
			return
		}
		e.log().skipped(skipRedundant)
	})
	e.finish()
}

// fail ends an object that could not be read or matched.
func (e *entry) fail(f *scimclient.Failure) { e.failAs(provlog.ActionOther, f) }

// failAs ends an object whose export failed, or ends the whole cycle.
func (e *entry) failAs(as provlog.Action, f *scimclient.Failure) {
	if fatal(f) {
		e.c.fail(f)
		e.log().failed(problemOf(as, f), job.Escrow{})
		e.finish()
		return
	}
	e.failWith(problemOf(as, f))
}

// failWith puts the object into escrow. Changed references of an object that is linked already must not get lost with
// the watermark: they are kept as escrows of their own.
func (e *entry) failWith(p problem) {
	kept := e.c.escrow(job.Escrow{Object: e.id, Kind: e.kind, Class: job.Object, Code: p.code})
	e.c.unstage(e.id)
	e.log().failed(p, kept)
	if e.linked && e.scope.InScope && !e.c.alone() {
		e.keepReferences(p.code)
	}
	e.finish()
}

func (e *entry) keepReferences(code string) {
	switch ch := e.change; {
	case ch.ManagerChanged && e.rule.manager != nil:
		e.c.keepReference(job.Escrow{Object: e.id, Kind: e.kind, Class: job.Manager, Code: code})
	case len(ch.MembersAdded)+len(ch.MembersRemoved) > 0 && e.rule.members != nil:
		e.c.keepReference(job.Escrow{
			Object: e.id, Kind: e.kind, Class: job.Members, Code: code,
			Adds: ch.MembersAdded, Removes: ch.MembersRemoved,
		})
	}
}

// keepReference stores references that could not be tried, together with those that wait already.
func (c *Cycle) keepReference(e job.Escrow) {
	if old, ok := c.state.Escrows[e.Key()]; ok {
		e.Adds = append(without(old.Adds, e.Removes), without(e.Adds, old.Adds)...)
		e.Removes = append(without(old.Removes, e.Adds), without(e.Removes, old.Removes)...)
	}
	c.escrow(e)
}
