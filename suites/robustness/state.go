package robustness

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// state is the model of what ROB-008 changes of a user: texts by path, e-mail addresses by type, active.
type state struct {
	texts  map[string]string
	emails map[string]string
	active bool
}

func (s state) clone() state {
	return state{maps.Clone(s.texts), maps.Clone(s.emails), s.active}
}

// differs says in what a user as it was read is not this; "" when it is.
func (s state) differs(doc map[string]any, paths []string) string {
	for _, path := range paths {
		var got any
		if values := valuesAt(doc, split(path)); len(values) > 0 {
			got = values[0]
		}
		if want, assigned := s.texts[path]; assigned && got != want {
			return fmt.Sprintf("%s is %s and should be %q", path, harness.Show(got), want)
		} else if !assigned && !harness.Unassigned(got) {
			return fmt.Sprintf("%s is %s and should be gone", path, harness.Show(got))
		}
	}
	if got := emailsIn(doc); !maps.Equal(got, s.emails) {
		return fmt.Sprintf("emails are %s and should be %s", harness.Show(got), harness.Show(s.emails))
	}
	if got := harness.Member(doc, "active"); got != s.active {
		return fmt.Sprintf("active is %s and should be %v", harness.Show(got), s.active)
	}
	return ""
}

// emailsIn are the addresses by type; several of one type stand behind each other.
func emailsIn(doc map[string]any) map[string]string {
	out := map[string]string{}
	list, _ := harness.Member(doc, "emails").([]any)
	var lines []string
	for _, v := range list {
		e, _ := v.(map[string]any)
		kind, _ := harness.Member(e, "type").(string)
		value, _ := harness.Member(e, "value").(string)
		lines = append(lines, kind+"\x00"+value)
	}
	slices.Sort(lines)
	for _, line := range lines {
		kind, value := cut(line)
		if before, twice := out[kind]; twice {
			value = before + " " + value
		}
		out[kind] = value
	}
	return out
}

// step is one operation with what it means. apply tells whether it has a meaning in this state at all: what the RFC leaves open
// is not asked.
type step struct {
	kind  string
	op    harness.Op
	apply func(*state) bool
	// broken operations have to be refused, with everything else in their request.
	broken bool
}

func setText(verb, path, value string) step {
	return step{kind: verb + " " + path, op: harness.Op{Op: verb, Path: path, Value: value}, apply: func(s *state) bool {
		s.texts[path] = value
		return true
	}}
}

func removeText(path string) step {
	return step{kind: "remove " + path, op: harness.Op{Op: "remove", Path: path}, apply: func(s *state) bool {
		_, assigned := s.texts[path]
		delete(s.texts, path)
		return assigned
	}}
}

// pathless sets a text without a path.
func pathless(verb, path, value string) step {
	return step{kind: verb + " without path", op: harness.Op{Op: verb, Value: harness.Attrs{path: value}}, apply: func(s *state) bool {
		s.texts[path] = value
		return true
	}}
}

func setActive(to bool) step {
	return step{kind: fmt.Sprintf("replace active by %v", to), op: harness.Op{Op: "replace", Path: "active", Value: to}, apply: func(s *state) bool {
		s.active = to
		return true
	}}
}

func setEmail(kind, value string) step {
	path := fmt.Sprintf(`emails[type eq "%s"].value`, kind)
	return step{kind: "replace emails[…].value", op: harness.Op{Op: "replace", Path: path, Value: value}, apply: func(s *state) bool {
		_, there := s.emails[kind]
		s.emails[kind] = value
		return there
	}}
}

func addEmail(kind, value string) step {
	element := []harness.Attrs{{"type": kind, "value": value}}
	return step{kind: "add emails", op: harness.Op{Op: "add", Path: "emails", Value: element}, apply: func(s *state) bool {
		_, there := s.emails[kind]
		s.emails[kind] = value
		return !there
	}}
}

func removeEmail(kind string) step {
	path := fmt.Sprintf(`emails[type eq "%s"]`, kind)
	return step{kind: "remove emails[…]", op: harness.Op{Op: "remove", Path: path}, apply: func(s *state) bool {
		_, there := s.emails[kind]
		delete(s.emails, kind)
		return there
	}}
}

// breaking are operations that have to be refused, each found out by the target at another moment.
func breaking() []step {
	var out []step
	for kind, op := range map[string]harness.Op{
		"an unknown attribute":       {Op: "replace", Path: "entrasimNoSuchAttribute", Value: "x"},
		"an object for active":       {Op: "replace", Path: "active", Value: harness.Attrs{"entrasim": true}},
		"remove without a path":      {Op: "remove"},
		"a path that does not parse": {Op: "replace", Path: `emails[type eq "`, Value: "x"},
	} {
		out = append(out, step{kind: kind, op: op, broken: true, apply: func(*state) bool { return true }})
	}
	slices.SortFunc(out, func(a, b step) int { return strings.Compare(a.kind, b.kind) })
	return out
}
