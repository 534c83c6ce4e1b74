package resources

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
)

// element translates emails[type eq "work" and value co "@"].
func (t translator) element(e *filter.ValuePath) (store.Cond, bool) {
	p, ok := t.rt.ResolveIn(e.Path, t.mode)
	if !ok || p.Attr == nil || p.Sub != nil {
		return nil, false
	}
	if !p.Extension && isComputed(t.rt, p.Attr) {
		return t.related(p, e.Filter)
	}
	where, exact := inElement{p.Attr, t.mode}.where(e.Filter)
	if !exact {
		return nil, false
	}
	path := []string{p.Attr.Name}
	if p.Extension {
		path = []string{p.Schema.ID, p.Attr.Name}
	}
	cond := store.Element{Path: path, Where: where}
	for _, term := range conjunction(e.Filter) {
		if c, ok := term.(*filter.Compare); ok {
			q := p
			if q.Sub = p.Attr.Sub(c.Path); q.Sub == nil {
				continue
			}
			if mail, ok := byEmail(q, c); ok {
				return store.All{mail, cond}, true
			}
		}
	}
	return cond, true
}

// related translates members[value eq "U7"], groups[value eq "G7"] and what implies them.
func (t translator) related(p schema.Path, inner filter.Expr) (store.Cond, bool) {
	terms := conjunction(inner)
	for _, term := range terms {
		c, ok := term.(*filter.Compare)
		if !ok || !strings.EqualFold(c.Path, "value") {
			continue
		}
		whole := *c
		whole.Path = p.Attr.Name
		if cond, ok := t.compare(&whole); ok && c.Op == filter.EQ {
			return cond, len(terms) == 1
		}
	}
	return nil, false
}

// conjunction lists the terms that must all hold.
func conjunction(e filter.Expr) []filter.Expr {
	if and, ok := e.(*filter.And); ok {
		return and.Terms
	}
	return []filter.Expr{e}
}

// inElement translates what stands in brackets: all of it or nothing.
type inElement struct {
	parent *schema.Attribute
	mode   *schema.Mode
}

func (t inElement) where(e filter.Expr) (store.Cond, bool) {
	switch e := e.(type) {
	case *filter.And:
		terms, ok := t.terms(e.Terms)
		return store.All(terms), ok
	case *filter.Or:
		terms, ok := t.terms(e.Terms)
		return store.Any(terms), ok
	case *filter.Not:
		c, ok := t.where(e.X)
		return store.Not{Cond: c}, ok
	case *filter.Compare:
		return t.compare(e)
	}
	return nil, false
}

func (t inElement) terms(list []filter.Expr) ([]store.Cond, bool) {
	out := make([]store.Cond, len(list))
	for i, e := range list {
		c, ok := t.where(e)
		if !ok {
			return nil, false
		}
		out[i] = c
	}
	return out, true
}

func (t inElement) compare(e *filter.Compare) (store.Cond, bool) {
	leaf, ref := t.parent, store.Ref{}
	if t.parent.Type == schema.Complex {
		if leaf = t.parent.Sub(e.Path); leaf == nil {
			return nil, false
		}
		ref = store.Doc(leaf.Name)
	}
	switch {
	case e.Op == filter.PR, e.Value.Kind == filter.Null && e.Op == filter.NE:
		return store.Present{Of: ref}, true
	case e.Value.Kind == filter.Null:
		return store.Not{Cond: store.Present{Of: ref}}, true
	}
	return test(e, ref, leaf, t.mode)
}
