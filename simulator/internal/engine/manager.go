package engine

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// managerEntry writes one user's manager (wire §7.9, Q40).
type managerEntry struct {
	*object
	reference
	rule    *Rule
	source  directory.Object
	link    job.Link
	manager string // target id
}

func (c *Cycle) enterManager(r reference) *object {
	c.result.ReferenceDeltas++
	m := &managerEntry{object: &object{c: c, settled: true}, reference: r, rule: c.in.Users}
	m.start = m.begin
	return m.object
}

func (m *managerEntry) begin() {
	var present, linked bool
	m.source, present = m.c.in.Source.Object(m.id)
	m.link, linked = m.c.state.Link(m.id)
	if !present || !linked || !m.c.decide(m.source, m.rule).InScope {
		m.nothing()
		return
	}
	id := m.source.ManagerID()
	if id == "" {
		m.clear()
		return
	}
	manager, ok := m.c.state.Link(id)
	if !ok {
		m.unresolved(id)
		return
	}
	m.manager = manager.Target
	switch {
	case m.known && slices.Equal(m.read, []string{m.manager}):
		m.nothing()
	case m.c.in.Settings.CheckManager:
		m.check()
	default:
		m.write()
	}
}

// open makes the log entry, or takes over that of the pass before, now that there is something to tell.
func (m *managerEntry) open() {
	if m.entry == nil {
		m.entry = m.c.referenceEntry(m.carried, m.source, m.link, job.Manager)
	}
}

// nothing ends a user whose manager needs no writing.
func (m *managerEntry) nothing() {
	m.release()
	if m.carried != nil {
		m.entry = m.carried
		m.entry.skipped(skipRedundant)
	}
	m.finish()
}

// check asks whether the target has the reference already (R7).
func (m *managerEntry) check() {
	m.open()
	m.ask(scimclient.Request{
		Kind: scimclient.KindReferenceCheck, Resource: m.rule.resource, ID: m.link.Target,
		Match: m.rule.manager.Path, Value: m.manager,
	}, func(r Reply) {
		switch {
		case fatal(r.Failure):
			m.fail(r.Failure)
		case r.Failure == nil && slices.ContainsFunc(r.Resources, func(t Target) bool { return t.ID() == m.link.Target }):
			m.release()
			m.entry.concludeReferences(false)
			m.finish()
		default:
			// Servers that reject this query work for everything else (wire §7.9): the write decides.
			m.write()
		}
	})
}

func (m *managerEntry) write() {
	op := scimclient.OpAdd
	if len(m.read) > 0 {
		op = scimclient.OpReplace
	}
	m.patch(scimclient.Change{Op: op, Path: m.rule.manager.Path, Type: m.rule.manager.Type, Values: []string{m.manager}})
}

// clear takes the manager away. Only a change in the source does so; that the source has none is no reason (§5.1: nulls are
// not provisioned), but the removal of a reference has been recorded (Q41).
func (m *managerEntry) clear() {
	if !m.cleared {
		m.nothing()
		return
	}
	m.patch(scimclient.Change{Op: scimclient.OpRemove, Path: m.rule.manager.Path, Type: m.rule.manager.Type, Values: m.read})
}

func (m *managerEntry) patch(ch scimclient.Change) {
	m.open()
	m.entry.modified(ch.Path, first(m.read), m.manager)
	m.ask(scimclient.Request{
		Kind: scimclient.KindUpdate, Resource: m.rule.resource, ID: m.link.Target, Changes: []scimclient.Change{ch},
	}, func(r Reply) {
		if r.Failure != nil {
			m.fail(r.Failure)
			return
		}
		m.release()
		m.entry.concludeReferences(true)
		m.finish()
	})
}

// unresolved records a manager that is not in the target. It is not tried again, unless the dial late-references
// says so (§2.5).
func (m *managerEntry) unresolved(id string) {
	m.release()
	m.open()
	if m.c.in.Settings.LateReferences {
		m.c.mutate(job.PutWaiting{Missing: id, Reference: job.Reference{Object: m.id, Class: job.Manager}})
	}
	m.entry.unresolved([]string{id}, m.rule.manager.Path, m.c.in.Settings.LateReferences)
	m.entry.concludeReferences(false)
	m.finish()
}

func (m *managerEntry) fail(f *scimclient.Failure) {
	var kept job.Escrow
	if fatal(f) {
		m.c.fail(f)
	} else {
		failed := job.Escrow{Object: m.id, Kind: job.User, Class: job.Manager, Code: f.Code}
		if m.cleared {
			failed.Removes = m.read
		}
		kept = m.c.escrow(failed)
	}
	m.entry.failed(problemOf(provlog.ActionUpdate, f), kept)
	m.finish()
}

func (m *managerEntry) release() { m.c.release(m.id, job.Manager) }

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
