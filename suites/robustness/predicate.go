package robustness

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// predicate is the model of a filter: what it means, as plainly as it can be written.
type predicate interface {
	// String is the filter as it is sent.
	String() string
	holds(user map[string]any) bool
	// smaller are predicates that this one is made of.
	smaller() []predicate
}

// comparison is attribute operator value; value is a string or a boolean.
type comparison struct {
	path, op string
	value    any
}

func (c comparison) String() string {
	if text, ok := c.value.(string); ok {
		return fmt.Sprintf(`%s %s "%s"`, c.path, c.op, quoted(text))
	}
	return fmt.Sprintf("%s %s %v", c.path, c.op, c.value)
}

func (c comparison) holds(user map[string]any) bool {
	for _, v := range valuesAt(user, strings.Split(c.path, ".")) {
		if compare(v, c.op, c.value) {
			return true
		}
	}
	return false
}

func (comparison) smaller() []predicate { return nil }

// compare works on text without regard to case because nothing that is drawn depends on it: all of it is in lower case.
func compare(v any, op string, want any) bool {
	got, gotText := v.(string)
	text, wantText := want.(string)
	if !gotText || !wantText {
		return (op == "eq" && v == want) || (op == "ne" && v != want)
	}
	switch op {
	case "eq":
		return got == text
	case "ne":
		return got != text
	case "co":
		return strings.Contains(got, text)
	case "sw":
		return strings.HasPrefix(got, text)
	case "ew":
		return strings.HasSuffix(got, text)
	case "gt":
		return got > text
	case "ge":
		return got >= text
	case "lt":
		return got < text
	case "le":
		return got <= text
	}
	return false
}

// presence is attribute pr.
type presence struct{ path string }

func (p presence) String() string { return p.path + " pr" }

func (p presence) holds(user map[string]any) bool {
	for _, v := range valuesAt(user, strings.Split(p.path, ".")) {
		if !harness.Unassigned(v) {
			return true
		}
	}
	return false
}

func (presence) smaller() []predicate { return nil }

// both is and, or or.
type both struct {
	op          string
	left, right predicate
}

func (b both) String() string {
	return "(" + b.left.String() + " " + b.op + " " + b.right.String() + ")"
}

func (b both) holds(user map[string]any) bool {
	if b.op == "and" {
		return b.left.holds(user) && b.right.holds(user)
	}
	return b.left.holds(user) || b.right.holds(user)
}

func (b both) smaller() []predicate {
	out := []predicate{b.left, b.right}
	for _, l := range b.left.smaller() {
		out = append(out, both{b.op, l, b.right})
	}
	for _, r := range b.right.smaller() {
		out = append(out, both{b.op, b.left, r})
	}
	return out
}

// negation is not.
type negation struct{ of predicate }

func (n negation) String() string                 { return "not (" + n.of.String() + ")" }
func (n negation) holds(user map[string]any) bool { return !n.of.holds(user) }

func (n negation) smaller() []predicate {
	out := []predicate{n.of}
	for _, s := range n.of.smaller() {
		out = append(out, negation{s})
	}
	return out
}

// element is attribute[filter]: one element has to satisfy all of it.
type element struct {
	attribute string
	of        predicate
}

func (e element) String() string { return e.attribute + "[" + strings.Trim(e.of.String(), "()") + "]" }

func (e element) holds(user map[string]any) bool {
	elements, _ := harness.Member(user, e.attribute).([]any)
	for _, v := range elements {
		if inner, ok := v.(map[string]any); ok && e.of.holds(inner) {
			return true
		}
	}
	return false
}

func (e element) smaller() []predicate {
	var out []predicate
	for _, s := range e.of.smaller() {
		out = append(out, element{e.attribute, s})
	}
	return out
}

// valuesAt are the values at a path, those of all elements where it leads through a list.
func valuesAt(v any, path []string) []any {
	if list, ok := v.([]any); ok {
		var out []any
		for _, inner := range list {
			out = append(out, valuesAt(inner, path)...)
		}
		return out
	}
	if len(path) == 0 {
		return []any{v}
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	inner := harness.Member(object, path[0])
	if inner == nil {
		return nil
	}
	return valuesAt(inner, path[1:])
}

// kindOf names the kind of a predicate: attribute and operator.
func kindOf(p predicate) string {
	switch p := p.(type) {
	case comparison:
		return p.path + " " + p.op
	case presence:
		return p.path + " pr"
	case element:
		return p.attribute + "[…]"
	case negation:
		return "not"
	case both:
		return p.op
	}
	return strconv.Quote(p.String())
}
