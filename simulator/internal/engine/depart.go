package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// depart takes a linked object that is no longer in scope through the decision table (§3.6).
func (e *entry) depart() {
	switch {
	case e.link.Unmanaged:
		// It left management when it was disabled; row 10.
		e.scoping()
		e.skip(provlog.SkipReason(e.scope.SkipReason()))
	case e.scope.Suppressed(e.c.in.Settings.Scope):
		e.scoping()
		e.skip(skipOutOfScope)
	case e.kind == job.Group && !e.rule.remove:
		e.scoping()
		e.skip(skipDeleteOff)
	case e.kind == job.Group && e.held():
		e.stage()
	case e.kind == job.Group:
		e.read(e.remove, e.vanished)
	case !e.rule.softDeletes:
		e.scoping()
		e.skip(skipUnmapped)
	case !e.rule.update:
		e.scoping()
		e.skip(skipUpdateOff)
	case !e.link.Disabled && e.held():
		e.stage()
	default:
		e.read(e.disable, e.stale)
	}
}

// disable sends the soft delete together with whatever else differs: the tombstone name of a deleted user goes along
// (Q39). A target that is disabled already is left alone.
func (e *entry) disable() {
	changes := diff(e.values, e.target)
	switch {
	case softDelete(changes):
		e.patch(changes, provlog.ActionDisable)
	case len(changes) > 0 && e.source.SoftDeleted() && e.c.in.Settings.TombstoneDisabled:
		e.patch(changes, provlog.ActionUpdate)
	default:
		e.settleLink()
		e.skip(skipDisabled)
	}
}

// purged takes an object that is gone from the directory (rows 8–10).
func (e *entry) purged() {
	switch {
	case !e.linked:
		e.skip(skipNeverLinked)
	case e.link.Unmanaged:
		e.forget()
		e.skip(skipUnmanaged)
	case !e.rule.remove:
		e.forget()
		e.skip(skipDeleteOff)
	case e.held():
		e.stage()
	default:
		e.read(e.remove, e.vanished)
	}
}

// remove sends the hard delete. That it is sent is noted before: should the answer never be seen, and the object come back, then
// it is no riddle where the target object has gone.
func (e *entry) remove() {
	if !e.link.Leaving {
		e.link.Leaving = true
		e.c.mutate(job.PutLink{Link: e.link})
	}
	e.ask(scimclient.Request{Kind: scimclient.KindDelete, Resource: e.rule.resource, ID: e.link.Target}, func(r Reply) {
		gone := r.class() == scimclient.Gone && !e.c.in.Settings.DeleteNotFound
		if r.Failure != nil && !gone {
			e.failAs(provlog.ActionDelete, r.Failure)
			return
		}
		e.forget()
		e.succeed(provlog.ActionDelete)
	})
}

// vanished ends an object that was to be deleted and turns out to be gone already.
func (e *entry) vanished(f *scimclient.Failure) {
	if e.c.in.Settings.DeleteNotFound && !e.link.Leaving {
		e.failAs(provlog.ActionDelete, f)
		return
	}
	e.forget()
	e.skip(skipVanished)
}
