package filter

import (
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Selector is the filter in the brackets of a PATCH path, bound to the attribute before them. It is immutable and safe for
// concurrent use.
type Selector struct {
	root  node
	pairs []Pair
	plain bool
}

// Pair is a condition of the form sub eq literal.
type Pair struct {
	Sub   *schema.Attribute
	Value any // in the type of Sub
}

// CompileSelector binds e to the elements of the attribute at (for a single-valued complex attribute, to its only value,
// Q41). Errors are those of Compile.
func CompileSelector(e Expr, at schema.Path, rt *schema.ResourceType, mode schema.Mode) (*Selector, error) {
	if at.Attr == nil || at.Sub != nil || at.Attr.Type != schema.Complex && !at.Attr.MultiValued {
		return nil, scim.BadRequest(scim.InvalidPath, "path: %q cannot have a value filter", at.String())
	}
	c := compiler{mode: &mode, rt: rt, parent: at.Attr}
	root, err := c.expr(e)
	if err != nil {
		return nil, err
	}
	s := &Selector{root: root, plain: true}
	terms, ok := root.(allOf)
	if !ok {
		terms = allOf{root}
	}
	for _, t := range terms {
		s.add(t)
	}
	return s, nil
}

func (s *Selector) add(n node) {
	c, ok := n.(*comparison)
	if !ok || c.test.op != EQ || c.sub == "" {
		s.plain = false
		return
	}
	s.pairs = append(s.pairs, Pair{Sub: c.leaf, Value: c.test.value()})
}

// value returns the literal as a canonical resource would hold it.
func (t *test) value() any {
	switch t.typ {
	case schema.Boolean:
		return t.boolean
	case schema.Integer:
		if t.isInteger {
			return t.integer
		}
		return t.number
	case schema.Decimal:
		return t.number
	default:
		return t.text
	}
}

// Match reports whether an element satisfies the filter.
func (s *Selector) Match(element any) bool { return s.root.match(element) }

// Pairs returns the filter as a list of equalities that must all hold, and whether it is nothing but that. An element
// made of such pairs satisfies the filter; it is what Entra expects to come into being when none does (Q02).
func (s *Selector) Pairs() ([]Pair, bool) { return s.pairs, s.plain }
