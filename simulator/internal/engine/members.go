package engine

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// memberEntry writes the membership changes of one group, request after request (wire §8.4–§8.6).
type memberEntry struct {
	*object
	reference
	rule                      *Rule
	source                    directory.Object
	link                      job.Link
	steps                     []memberStep
	written                   int
	failure                   *scimclient.Failure
	failedAdds, failedRemoves []string
}

// memberStep is one request: members that join, or members that leave.
type memberStep struct {
	op      scimclient.Op
	sources []string
	targets []string
}

func (c *Cycle) enterMembers(r reference) *object {
	c.result.ReferenceDeltas++
	m := &memberEntry{object: &object{c: c, settled: true}, reference: r, rule: c.in.Groups}
	m.start = m.begin
	return m.object
}

func (m *memberEntry) begin() {
	var present, linked bool
	m.source, present = m.c.in.Source.Object(m.id)
	m.link, linked = m.c.state.Link(m.id)
	if !present || !linked || !m.c.decide(m.source, m.rule).InScope {
		m.nothing()
		return
	}
	if m.all {
		m.adds = m.source.Members()
	}
	m.agree()
	missing := m.plan(scimclient.OpAdd, m.adds)
	// A member that was never in the target, or has been deleted there, needs no removal.
	m.plan(scimclient.OpRemove, m.removes)
	if len(m.steps) == 0 && len(missing) == 0 {
		m.nothing()
		return
	}
	m.entry = m.c.referenceEntry(m.carried, m.source, m.link, job.Members)
	if len(missing) > 0 {
		m.unresolved(missing)
	}
	m.step(0)
}

// agree drops what the source has taken back since it was put down: escrows of a cycle that broke off outlive it, and the feed is
// net.
func (m *memberEntry) agree() {
	joined := func(id string) bool { return m.c.in.Source.IsMember(m.id, id) }
	m.adds = slices.DeleteFunc(slices.Clone(m.adds), func(id string) bool { return !joined(id) })
	m.removes = slices.DeleteFunc(slices.Clone(m.removes), joined)
}

// through notes that all members of a group have had their turn since it was linked.
func (m *memberEntry) through() {
	if m.link.Partial && m.all {
		m.link.Partial = false
		m.c.mutate(job.PutLink{Link: m.link})
	}
}

// nothing ends a group whose members need no writing.
func (m *memberEntry) nothing() {
	m.c.release(m.id, job.Members)
	m.through()
	if m.carried != nil {
		m.entry = m.carried
		m.entry.skipped(skipRedundant)
	}
	m.finish()
}

// plan cuts members into requests and returns those that are not in the target.
func (m *memberEntry) plan(op scimclient.Op, members []string) (missing []string) {
	size := max(m.c.in.Settings.MembersPerPatch, 1)
	var s memberStep
	for _, id := range members {
		l, ok := m.c.state.Link(id)
		if !ok {
			missing = append(missing, id)
			continue
		}
		if len(s.targets) == size {
			m.steps = append(m.steps, s)
			s = memberStep{}
		}
		s.op = op
		s.sources, s.targets = append(s.sources, id), append(s.targets, l.Target)
	}
	if len(s.targets) > 0 {
		m.steps = append(m.steps, s)
	}
	return missing
}

// unresolved records members that are not in the target. The group is written without them; they are not added
// later, unless the dial late-references says so (§2.5, Q74).
func (m *memberEntry) unresolved(missing []string) {
	late := m.c.in.Settings.LateReferences
	if late {
		for _, id := range missing {
			m.c.mutate(job.PutWaiting{Missing: id, Reference: job.Reference{Object: m.id, Class: job.Members}})
		}
	}
	m.entry.unresolved(missing, m.rule.members.Path, late)
}

func (m *memberEntry) step(n int) {
	if n == len(m.steps) {
		m.conclude()
		return
	}
	if m.c.in.Settings.CheckMembers && m.steps[n].op == scimclient.OpAdd {
		m.check(n, 0)
		return
	}
	m.patch(n)
}

// check asks for each member that is to join whether it is there already (R14), and takes out those that are.
func (m *memberEntry) check(n, i int) {
	s := &m.steps[n]
	switch {
	case len(s.targets) == 0:
		m.step(n + 1)
		return
	case i == len(s.targets):
		m.patch(n)
		return
	}
	m.ask(scimclient.Request{
		Kind: scimclient.KindReferenceCheck, Resource: m.rule.resource, ID: m.link.Target,
		Match: m.rule.members.Path, Value: s.targets[i],
	}, func(r Reply) {
		if fatal(r.Failure) {
			m.abandon(n, r.Failure)
			return
		}
		if r.Failure == nil && len(r.Resources) > 0 {
			s.sources = append(s.sources[:i:i], s.sources[i+1:]...)
			s.targets = append(s.targets[:i:i], s.targets[i+1:]...)
			m.check(n, i)
			return
		}
		m.check(n, i+1)
	})
}

func (m *memberEntry) patch(n int) {
	s := m.steps[n]
	ch := scimclient.Change{Op: s.op, Path: m.rule.members.Path, Type: m.rule.members.Type, Multi: true, Values: s.targets}
	m.ask(scimclient.Request{
		Kind: scimclient.KindUpdate, Resource: m.rule.resource, ID: m.link.Target, Changes: []scimclient.Change{ch},
	}, func(r Reply) {
		switch {
		case r.Failure == nil:
			m.written++
			m.note(s)
			m.step(n + 1)
		case fatal(r.Failure) || r.class() == scimclient.Gone || r.Failure.Class.Network():
			m.abandon(n, r.Failure)
		default:
			// One member the target refuses is no reason to keep the others out.
			m.refuse(s, r.Failure)
			m.step(n + 1)
		}
	})
}

// note puts what was written into the log entry.
func (m *memberEntry) note(s memberStep) {
	for _, id := range s.targets {
		if s.op == scimclient.OpAdd {
			m.entry.modified(m.rule.members.Path, "", id)
		} else {
			m.entry.modified(m.rule.members.Path, id, "")
		}
	}
}

// abandon gives up the request and all that follow.
func (m *memberEntry) abandon(n int, f *scimclient.Failure) {
	for _, s := range m.steps[n:] {
		m.refuse(s, f)
	}
	m.conclude()
}

func (m *memberEntry) refuse(s memberStep, f *scimclient.Failure) {
	m.failure = f
	if s.op == scimclient.OpAdd {
		m.failedAdds = append(m.failedAdds, s.sources...)
	} else {
		m.failedRemoves = append(m.failedRemoves, s.sources...)
	}
}

func (m *memberEntry) conclude() {
	f := m.failure
	if !fatal(f) {
		m.through()
	}
	if f == nil {
		m.c.release(m.id, job.Members)
		m.entry.concludeReferences(m.written > 0)
		m.finish()
		return
	}
	var kept job.Escrow
	if fatal(f) {
		m.c.fail(f)
	} else {
		kept = m.c.escrow(job.Escrow{
			Object: m.id, Kind: job.Group, Class: job.Members, Code: f.Code,
			Adds: m.failedAdds, Removes: m.failedRemoves,
		})
	}
	m.entry.failed(problemOf(provlog.ActionUpdate, f), kept)
	m.finish()
}
