package filter

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Program is a filter bound to a resource type. It is immutable and safe for concurrent use.
type Program struct {
	root       node
	equalities []Equality
}

// Equality is a condition that every match fulfils: the attribute at Path (one of its values, if it has many) equals Value.
type Equality struct {
	Path  schema.Path // Sub is set for complex attributes: "members eq" gives members.value
	Value string
}

// Compile binds e to a resource type. It returns a *scim.Error invalidFilter for an attribute the type does not have or
// never returns, for a literal that is not of the attribute's type, and for an operator that does not fit it.
func Compile(e Expr, rt *schema.ResourceType, mode schema.Mode) (*Program, error) {
	c := compiler{mode: &mode, rt: rt}
	root, err := c.expr(e)
	if err != nil {
		return nil, err
	}
	return &Program{root: root, equalities: equalities(root)}, nil
}

// Match reports whether a canonical resource satisfies the filter.
func (p *Program) Match(resource scim.Object) bool { return p.root.match(resource) }

// Equalities lists what the filter demands of every match by eq on strings: the filter itself, or the terms of its
// outermost "and", value paths included. A caller answers these from an index and needs Match only for the rest.
// Whether letter case counts follows from Path.Leaf().IsCaseExact().
func (p *Program) Equalities() []Equality { return p.equalities }

// IsEqualitiesOnly reports whether the conditions of Equalities, taken as exact, are the whole filter.
func (p *Program) IsEqualitiesOnly() bool {
	terms := []node{p.root}
	if a, ok := p.root.(allOf); ok {
		terms = a
	}
	for _, t := range terms {
		if c, ok := t.(*comparison); !ok || !c.isStringEquality() {
			return false
		}
	}
	return true
}

// compiler resolves names against a resource type, or inside brackets against the elements of parent.
type compiler struct {
	mode   *schema.Mode
	rt     *schema.ResourceType
	parent *schema.Attribute
}

func refuse(pos int, format string, args ...any) *scim.Error {
	return scim.BadRequest(scim.InvalidFilter, "filter: "+format+" at column %d", append(args, pos)...)
}

func (c *compiler) expr(e Expr) (node, error) {
	switch e := e.(type) {
	case *And:
		terms, err := c.terms(e.Terms)
		return allOf(terms), err
	case *Or:
		terms, err := c.terms(e.Terms)
		return anyOf(terms), err
	case *Not:
		x, err := c.expr(e.X)
		return inverse{x}, err
	case *Compare:
		return c.compare(e)
	case *ValuePath:
		return c.valuePath(e)
	default:
		return nil, refuse(1, "expression missing")
	}
}

func (c *compiler) terms(list []Expr) ([]node, error) {
	out := make([]node, len(list))
	for i, e := range list {
		n, err := c.expr(e)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}

func (c *compiler) valuePath(e *ValuePath) (node, error) {
	if c.parent != nil {
		return nil, refuse(e.Column, "brackets inside brackets are not possible: sub-attributes are simple")
	}
	p, ok := c.rt.ResolveIn(e.Path, c.mode)
	if !ok || p.Attr == nil {
		return nil, c.unknown(e.Path, e.Column)
	}
	if p.Sub != nil {
		return nil, refuse(e.Column, "%s cannot have a value filter: it is a sub-attribute", scim.Quote(e.Path))
	}
	if p.Attr.Type != schema.Complex && !p.Attr.MultiValued {
		return nil, refuse(e.Column, "%s cannot have a value filter: it is neither complex nor multi-valued", scim.Quote(e.Path))
	}
	inner := compiler{mode: c.mode, rt: c.rt, parent: p.Attr}
	x, err := inner.expr(e.Filter)
	if err != nil {
		return nil, err
	}
	return &elementOf{at: p, x: x}, nil
}

func (c *compiler) unknown(path string, pos int) *scim.Error {
	if c.parent != nil {
		return refuse(pos, "%s is not a sub-attribute of %s", scim.Quote(path), c.parent.Name)
	}
	return refuse(pos, "%s is not an attribute of resource type %s", scim.Quote(path), c.rt.Name)
}

// compare builds a comparison; the null literal turns it into a question about presence.
func (c *compiler) compare(e *Compare) (node, error) {
	src, err := c.source(e)
	if err != nil {
		return nil, err
	}
	leaf := src.leaf
	if leaf.Returned == schema.Never || src.at.Attr != nil && src.at.Attr.Returned == schema.Never {
		return nil, refuse(e.Column, "%s is never returned and cannot be filtered on", scim.Quote(e.Path))
	}
	if e.Op == PR {
		return &presence{src}, nil
	}
	if e.Value.Kind == Null {
		switch e.Op {
		case EQ:
			return inverse{&presence{src}}, nil
		case NE:
			return &presence{src}, nil
		}
		return nil, refuse(e.Column, "null can only be compared with eq and ne")
	}
	if leaf.Type == schema.Complex {
		value := leaf.Sub("value")
		if value == nil {
			return nil, refuse(e.Column, "%s is complex; name one of its sub-attributes, as in %s.%s",
				scim.Quote(e.Path), leaf.Name, leaf.SubAttributes[0].Name)
		}
		src.descend(value)
		leaf = value
	}
	t, err := c.test(e, leaf)
	if err != nil {
		return nil, err
	}
	return &comparison{source: src, test: t}, nil
}

// source resolves the attribute of a comparison. Inside brackets names are sub-attributes, which Entra and the RFC write
// bare; for an attribute with simple values, "value" is the element itself.
func (c *compiler) source(e *Compare) (source, error) {
	if c.parent == nil {
		p, ok := c.rt.ResolveIn(e.Path, c.mode)
		if !ok || p.Attr == nil {
			return source{}, c.unknown(e.Path, e.Column)
		}
		return source{at: p, leaf: p.Leaf()}, nil
	}
	if c.parent.Type != schema.Complex {
		if strings.EqualFold(e.Path, "value") {
			return source{element: true, leaf: c.parent}, nil
		}
		return source{}, c.unknown(e.Path, e.Column)
	}
	s := c.parent.Sub(e.Path)
	if s == nil {
		return source{}, c.unknown(e.Path, e.Column)
	}
	return source{element: true, sub: s.Name, leaf: s}, nil
}
