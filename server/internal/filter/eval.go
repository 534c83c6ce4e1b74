package filter

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// node is a compiled expression. v is a resource, or inside brackets one element.
type node interface{ match(v any) bool }

type (
	allOf   []node
	anyOf   []node
	inverse struct{ x node }
)

func (n allOf) match(v any) bool {
	for _, t := range n {
		if !t.match(v) {
			return false
		}
	}
	return true
}

func (n anyOf) match(v any) bool {
	for _, t := range n {
		if t.match(v) {
			return true
		}
	}
	return false
}

func (n inverse) match(v any) bool { return !n.x.match(v) }

// elementOf holds if one element of an attribute does; a single complex value counts as its only element.
type elementOf struct {
	at schema.Path
	x  node
}

func (n *elementOf) match(v any) bool {
	resource, ok := v.(scim.Object)
	if !ok {
		return false
	}
	switch v := n.at.Value(resource).(type) {
	case nil:
		return false
	case []any:
		for _, e := range v {
			if n.x.match(e) {
				return true
			}
		}
		return false
	default:
		return n.x.match(v)
	}
}

// source is where a comparison gets its values.
type source struct {
	at      schema.Path // in a resource
	element bool        // in an element: sub says what of it, "" the element itself
	sub     string
	leaf    *schema.Attribute
}

// descend makes the sub-attribute s the target.
func (s *source) descend(sub *schema.Attribute) {
	s.leaf = sub
	if s.element {
		s.sub = sub.Name
	} else {
		s.at.Sub = sub
	}
}

// anyValue reports whether f holds for one of the values; an attribute without value is asked about once, as nil.
func (s *source) anyValue(v any, f func(any) bool) bool {
	sub := s.sub
	if !s.element {
		resource, ok := v.(scim.Object)
		if !ok {
			return f(nil)
		}
		v = s.at.Value(resource)
		if s.at.Sub != nil {
			sub = s.at.Sub.Name
		}
	}
	list, ok := v.([]any)
	if !ok {
		return anyPart(v, sub, f)
	}
	if len(list) == 0 {
		return f(nil)
	}
	for _, e := range list {
		if anyPart(e, sub, f) {
			return true
		}
	}
	return false
}

// anyPart is f of a part of v, or of one of its values if it has many.
func anyPart(v any, sub string, f func(any) bool) bool {
	p := part(v, sub)
	if many, ok := p.([]any); ok && sub != "" && len(many) > 0 {
		return slices.ContainsFunc(many, f)
	}
	return f(p)
}

func part(v any, sub string) any {
	if sub == "" {
		return v
	}
	if o, ok := v.(scim.Object); ok {
		return o[sub]
	}
	return nil
}

type comparison struct {
	source
	test test
}

func (n *comparison) match(v any) bool { return n.anyValue(v, n.test.holds) }

func (n *comparison) isStringEquality() bool {
	switch n.test.typ {
	case schema.String, schema.Reference:
		return n.test.op == EQ
	}
	return false
}

type presence struct{ source }

func (n *presence) match(v any) bool { return n.anyValue(v, isPresent) }

// isPresent reports whether v counts as a value (RFC 7644 §3.4.2.2, pr): empty strings, arrays and objects do not.
func isPresent(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case scim.Object:
		for _, e := range v {
			if isPresent(e) {
				return true
			}
		}
		return false
	}
	return true
}

// equalities collects what Program.Equalities promises.
func equalities(n node) []Equality {
	var out []Equality
	collect(n, func(c *comparison) {
		if !c.element && c.isStringEquality() {
			out = append(out, Equality{Path: c.at, Value: c.test.text})
		}
	}, func(e *elementOf) {
		collect(e.x, func(c *comparison) {
			if c.isStringEquality() && c.sub != "" {
				p := e.at
				p.Sub = c.leaf
				out = append(out, Equality{Path: p, Value: c.test.text})
			}
		}, nil)
	})
	return out
}

func collect(n node, onComparison func(*comparison), onElement func(*elementOf)) {
	switch n := n.(type) {
	case allOf:
		for _, t := range n {
			collect(t, onComparison, onElement)
		}
	case *comparison:
		onComparison(n)
	case *elementOf:
		if onElement != nil {
			onElement(n)
		}
	}
}
