package engine_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// cell is one combination of what decides over deprovisioning in engine §3.6 besides the event.
type cell struct {
	group                  bool
	create, update, remove bool // target object actions that are ticked
	skip                   bool // SkipOutOfScopeDeletions
	unmapped               bool // no mapping reads IsSoftDeleted
	guard                  bool // more departures than the deletion guard lets pass
}

func (c cell) String() string {
	s := "user"
	if c.group {
		s = "group"
	}
	for _, x := range []struct {
		on   bool
		name string
	}{
		{c.create, "create"}, {c.update, "update"}, {c.remove, "delete"}, {c.skip, "skip"}, {c.unmapped, "unmapped"}, {c.guard, "guard"},
	} {
		if x.on {
			s += " " + x.name
		}
	}
	return s
}

// cells lists every combination.
func cells() []cell {
	var list []cell
	for n := range 1 << 7 {
		bit := func(i int) bool { return n>>i&1 == 1 }
		list = append(list, cell{
			group: bit(0), create: bit(1), update: bit(2), remove: bit(3), skip: bit(4), unmapped: bit(5), guard: bit(6),
		})
	}
	return list
}

// subject is what the directory says about an object, and what the target has of it. It begins as somebody who has been provisioned.
type subject struct {
	cell
	disabled, binned, purged, unassigned, filtered bool

	gone     bool // from the target
	inactive bool // there
	left     bool // the management, with the disabling
}

// events are what can happen to an object. Each tells whether it can happen now, and what it changes.
var events = []struct {
	name   string
	users  bool // groups have no such event
	can    func(subject) bool
	happen func(*subject)
	do     func(w *world, id string)
}{
	{"unassigned", false, func(s subject) bool { return !s.unassigned }, func(s *subject) { s.unassigned = true }, func(w *world, id string) { w.must(w.dir.Unassign(id)) }},
	{"assigned", false, func(s subject) bool { return s.unassigned }, func(s *subject) { s.unassigned = false }, func(w *world, id string) { w.must(w.dir.Assign(id)) }},
	{"filtered out", false, func(s subject) bool { return !s.filtered }, func(s *subject) { s.filtered = true }, func(w *world, id string) { w.filter(id, "Out") }},
	{"filtered in", false, func(s subject) bool { return s.filtered }, func(s *subject) { s.filtered = false }, func(w *world, id string) { w.filter(id, "In") }},
	{"disabled", true, func(s subject) bool { return !s.disabled }, func(s *subject) { s.disabled = true }, func(w *world, id string) { w.must(w.dir.Disable(id)) }},
	{"enabled", true, func(s subject) bool { return s.disabled }, func(s *subject) { s.disabled = false }, func(w *world, id string) { w.must(w.dir.Enable(id)) }},
	{"soft-deleted", true, func(s subject) bool { return !s.binned }, func(s *subject) { s.binned = true }, func(w *world, id string) { w.must(w.dir.SoftDelete(id)) }},
	{"restored", true, func(s subject) bool { return s.binned }, func(s *subject) { s.binned = false }, func(w *world, id string) { w.must(w.dir.Restore(id)) }},
	{"hard-deleted", false, func(subject) bool { return true }, func(s *subject) { s.purged = true }, func(w *world, id string) { w.must(w.dir.HardDelete(id)) }},
}

// expect is §3.6 read line by line, and nothing of the engine's. It says what is written, and updates what the target has.
func (s *subject) expect() string {
	outOfScope := s.unassigned || s.filtered
	var verdict string
	switch {
	case s.gone && (s.purged || outOfScope): // nobody the job knows
		return ""
	case s.gone: // back in scope, and not in the target
		if !s.create {
			return ""
		}
		s.gone = false
		return "create"
	case s.left && (s.purged || outOfScope || s.disabled || s.binned): // row 10
		return ""
	case s.purged && !s.remove: // row 9
		s.gone = true // from the job's view
		return ""
	case s.purged: // row 8
		verdict = "delete"
	case s.group && !outOfScope, !s.group && !outOfScope && !s.disabled && !s.binned:
		s.left = false
		if !s.inactive || !s.update {
			return "" // the same, or row 13
		}
		s.inactive = false
		return "update" // row 12
	case outOfScope && !s.disabled && !s.binned && s.skip: // row 4
		return ""
	case s.group && !s.remove:
		return ""
	case s.group:
		verdict = "delete"
	case s.unmapped, !s.update: // rows 5 and 13
		return ""
	case s.inactive: // nothing to be said to the target; the job's part ends all the same
		s.left = outOfScope
		return ""
	default: // rows 1, 3, 6, 7
		verdict = "disable"
	}
	if s.guard { // row 14
		return "staged"
	}
	s.gone = verdict == "delete"
	s.inactive = verdict == "disable"
	s.left = verdict == "disable" && outOfScope
	return verdict
}

// The attributes that the filters look at; no mapping reads them.
const userFilter, groupFilter = "companyName", "description"

// filter gives the attribute that the filter of the object looks at a value.
func (w *world) filter(id, value string) {
	w.t.Helper()
	attribute := groupFilter
	if o, _ := w.dir.Object(id); o.Kind() == directory.KindUser {
		attribute = userFilter
	}
	w.must(w.dir.SetAttr(id, attribute, value))
}

// only is a filter that lets pass where an attribute is "In".
func only(t *testing.T, attribute string) *scope.Filter {
	t.Helper()
	f, problems := scope.Compile(&syncschema.Filter{Groups: []syncschema.FilterGroup{{Name: "In", Clauses: []syncschema.FilterClause{
		{OperatorName: "EQUALS", SourceOperandName: attribute, TargetOperand: &syncschema.FilterOperand{Values: []string{"In"}}},
	}}}}, func(string) (string, bool, bool) { return "String", false, true })
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return f
}

// setOf is the default mapping changed as a cell wants it, with filters.
func (c cell) setOf(t *testing.T) *mapping.Set {
	t.Helper()
	set, err := mapping.Load(mapping.Default)
	if err != nil {
		t.Fatal(err)
	}
	set.User.Scope, set.Group.Scope = only(t, userFilter), only(t, groupFilter)
	if c.unmapped {
		without(set.User, "active")
	}
	return set
}

// tick gives the mapping the cell's target object actions, once the objects have been provisioned.
func (c cell) tick(set *mapping.Set) {
	var flow syncschema.FlowTypes
	for _, x := range []struct {
		on     bool
		action syncschema.FlowTypes
	}{{c.create, syncschema.Add}, {c.update, syncschema.Update}, {c.remove, syncschema.Delete}} {
		if x.on {
			flow |= x.action
		}
	}
	set.User.FlowTypes, set.Group.FlowTypes = flow, flow
}

// verdict is what a cycle has written about an object.
func (w *world) verdict(name string) string {
	var list []string
	for _, s := range w.sent {
		words := strings.Fields(s)
		switch {
		case words[0] == "create" && strings.Contains(s, "displayName="+name), words[0] == "delete" && words[2] == "t-"+name:
			list = append(list, words[0])
		case words[0] == "update" && words[2] == "t-"+name && strings.Contains(s, "active=False"):
			list = append(list, "disable")
		case words[0] == "update" && words[2] == "t-"+name:
			list = append(list, "update")
		}
	}
	return strings.Join(list, "+")
}

// TestDecisionMatrix goes through every combination of the target object actions, SkipOutOfScopeDeletions, the mapping of
// IsSoftDeleted and the deletion guard with every sequence of up to three events, a cycle after each, for users and groups, and
// holds what is written against the table.
func TestDecisionMatrix(t *testing.T) {
	length := 3
	if testing.Short() {
		length = 2
	}
	stories, seen := 0, map[string]int{}
	for _, c := range cells() {
		most := length
		if c.guard {
			most = min(length, 2)
		}
		set := c.setOf(t)
		for _, story := range c.stories(subject{cell: c}, most) {
			stories++
			for _, verdict := range c.play(t, set, story) {
				seen[verdict]++
			}
			if t.Failed() {
				return
			}
		}
	}
	for _, want := range []string{"", "create", "update", "disable", "delete", "staged"} {
		if seen[want] == 0 {
			t.Errorf("in %d sequences nothing came to %q; got %v", stories, want, seen)
		}
	}
	t.Logf("%d sequences of events: %v", stories, seen)
}

// stories lists the sequences of events, by number.
func (c cell) stories(s subject, most int) [][]int {
	var list [][]int
	for i, e := range events {
		inBin := s.binned && e.name != "restored" && e.name != "hard-deleted" // where nothing else can happen
		if s.purged || inBin || e.users && c.group || !e.can(s) {
			continue
		}
		list = append(list, []int{i})
		if most > 1 {
			next := s
			e.happen(&next)
			for _, rest := range c.stories(next, most-1) {
				list = append(list, append([]int{i}, rest...))
			}
		}
	}
	return list
}

// play lets the same things happen to two objects, so that the guard has something to hold back.
func (c cell) play(t *testing.T, set *mapping.Set, story []int) (verdicts []string) {
	t.Helper()
	w := newWorldWith(t, set)
	set.User.FlowTypes, set.Group.FlowTypes = syncschema.AllFlowTypes, syncschema.AllFlowTypes
	add := w.user
	if c.group {
		add = func(name string) string { return w.group(name) }
	}
	names := []string{"ada", "ben"}
	ids := []string{add(names[0]), add(names[1])}
	for _, id := range ids {
		w.filter(id, "In")
	}
	w.cycle()
	c.tick(w.set)
	w.scope.SkipOutOfScopeDeletions = c.skip
	if c.guard {
		w.threshold = 1
	}
	s, told := subject{cell: c}, []string{}
	for _, i := range story {
		e := events[i]
		told = append(told, e.name)
		e.happen(&s)
		for _, id := range ids {
			e.do(w, id)
		}
		w.cycle()
		want := s.expect()
		verdicts = append(verdicts, want)
		for _, name := range names {
			got := w.verdict(name)
			if staged := strings.Contains(strings.Join(w.seen, "\n"), "stageddelete"); got == "" && staged {
				got = "staged"
			}
			if got != want {
				t.Errorf("%s, %s, %s: got %q, want %q; requests %v, log %v", c, name, strings.Join(told, ", "), got, want, w.sent, w.seen)
			}
		}
	}
	return verdicts
}
