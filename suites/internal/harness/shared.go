package harness

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Shared is something that several checks look at and none of them changes: users to filter for, or the knowledge that the
// target can do something. It is made when the first check asks, once per session, and its data stays until the session is
// swept, so that checks which only read cost no writes of their own.
type Shared[V any] struct {
	// Name completes the sentence "skipped, because not: …".
	Name string
	// Make works as the body of a check does; when it finds fault, the checks that ask are skipped and say so.
	Make func(*T) V
}

// sharing remembers what was made, by name.
type sharing struct {
	mu      sync.Mutex
	entries map[string]*sharedEntry
}

type sharedEntry struct {
	mu     sync.Mutex
	known  bool
	value  any
	result needResult
	// unsupported is why the target does not have what Make is about; "" when it has.
	unsupported string
}

func (s *sharing) entry(name string) *sharedEntry {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries == nil {
		s.entries = map[string]*sharedEntry{}
	}
	if s.entries[name] == nil {
		s.entries[name] = &sharedEntry{}
	}
	return s.entries[name]
}

// Get returns the value, made now or earlier. What Make sent is put in front of the check's own traffic.
func (s Shared[V]) Get(t *T) V {
	entry := s.ensure(t)
	defer entry.mu.Unlock()
	t.lend(s.Name, entry)
	value, _ := entry.value.(V)
	return value
}

// ensure makes the value unless it was made before, and returns it locked.
func (s Shared[V]) ensure(t *T) *sharedEntry {
	entry := t.session.shared.entry(s.Name)
	entry.mu.Lock()
	if !entry.known {
		var value V
		entry.result, entry.unsupported = t.makeShared(s.Name, func(p *T) { value = s.Make(p) })
		entry.value = value
		// What an interruption left undecided says nothing about the target.
		entry.known = entry.result.undecided == "" || t.ctx.Err() == nil
	}
	return entry
}

// lend ends the check when there is nothing to lend.
func (t *T) lend(name string, entry *sharedEntry) {
	if !t.lent[name] {
		if t.lent == nil {
			t.lent = map[string]bool{}
		}
		t.lent[name] = true
		t.evidence = slices.Concat(t.evidence, entry.result.exchanges)
	}
	switch {
	case entry.unsupported != "":
		t.NotSupported(entry.unsupported)
	case entry.result.undecided != "":
		t.abort(entry.result.undecided)
	case entry.result.missing != "":
		t.without(entry.result.feature)
		t.skipFor(entry.result.obstacle, "because "+entry.result.missing)
	}
}

// publish puts the check's traffic into its outcome, behind the evidence of what it presupposes.
func (t *T) publish() {
	t.outcome.Exchanges = slices.Concat(t.evidence, t.session.redact.publish(t.recorder.all()))
	if t.outcome.Violation.Decisive > 0 {
		t.outcome.Violation.Decisive += len(t.evidence)
	}
}

// makeShared runs Make in a T of its own, whose data is deleted with the session and not with the check.
func (t *T) makeShared(name string, body func(*T)) (r needResult, unsupported string) {
	p := t.session.newT(t.ctx, Declaration{ID: t.ID, Title: name, Level: Must, Effect: t.Effect}, t.session.cfg.Transport)
	p.prefix = "shared" + GUID(0, name)[:8]
	defer p.recorder.during("shared: " + name)()
	defer func() {
		switch x := recover().(type) {
		case nil:
		case stopped:
			reason := cmp.Or(p.outcome.Reason, "it could not be decided")
			switch p.outcome.State {
			case stateUnsupported:
				unsupported = reason
			case stateSkipped:
				r.missing = strings.TrimPrefix(reason, "because ") // the cause behind it says more than the name
				r.obstacle = p.outcome.HeldBack
			default:
				r.undecided = fmt.Sprintf("cannot tell whether %s: %s", name, reason)
			}
		default:
			panic(x)
		}
		r.exchanges = slices.Concat(p.evidence, t.session.redact.publish(p.recorder.all()))
	}()
	if v := p.attempt(func() { body(p) }); v != nil {
		r.missing, r.obstacle, r.feature = fmt.Sprintf("not: %s (%s)", name, v.summary()), obstacle(name, v), v.Missing
	}
	return r, unsupported
}
