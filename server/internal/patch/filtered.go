package patch

import (
	"maps"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// filtered changes the elements that a value filter selects. A single-valued complex attribute counts as a list of one
// (Q41).
func (s *state) filtered(op *Op) error {
	t := op.Target
	list := s.elements(t)
	if err := s.spend(len(list)); err != nil {
		return err
	}
	var hits []int
	for i, e := range list {
		if op.selector.Match(e) {
			hits = append(hits, i)
		}
	}
	switch {
	case len(hits) == 0:
		return s.noMatch(op, list)
	case t.Sub != nil:
		return s.changeSub(op, list, hits)
	case op.Kind == Remove || op.Value == nil:
		return s.store(t, without(list, hits))
	}
	for _, i := range hits {
		list[i] = s.changed(op, list[i])
	}
	onePrimary(list, hits)
	return s.store(t, schema.Distinct(t.Attr, list))
}

func (s *state) elements(t schema.Path) []any {
	if t.Attr.MultiValued {
		return s.list(t)
	}
	if v := t.Value(s.obj); v != nil {
		return []any{v}
	}
	return nil
}

// store is put for a list that may stand for a single value.
func (s *state) store(t schema.Path, list []any) error {
	if t.Attr.MultiValued {
		return s.put(t, list)
	}
	if len(list) == 0 {
		return s.put(t, nil)
	}
	return s.put(t, list[0])
}

func without(list []any, drop []int) []any {
	out := list[:0]
	for i, e := range list {
		if len(drop) > 0 && drop[0] == i {
			drop = drop[1:]
			continue
		}
		out = append(out, e)
	}
	clear(list[len(out):])
	return out
}

// changed returns an element after an add (merge) or a replace (exchange). Where filtered paths create elements, an
// exchanged element also keeps what the filter says about it, so that addresses[type eq "work"] stays the work address.
func (s *state) changed(op *Op, e any) any {
	given, ok := op.Value.(scim.Object)
	if !ok {
		return op.Value
	}
	if op.Kind == Add {
		old, _ := e.(scim.Object)
		out := maps.Clone(old)
		for _, name := range op.cleared {
			delete(out, name)
		}
		maps.Copy(out, given)
		return out
	}
	out := maps.Clone(given)
	if s.mode.UpsertOnFilter {
		for name, v := range described(op.selector) {
			if _, set := out[name]; !set {
				out[name] = v
			}
		}
	}
	return out
}

// noMatch creates the element that the filter describes, where that is wanted and possible (Q02).
func (s *state) noMatch(op *Op, list []any) error {
	t := op.Target
	if given, ok := op.Value.(scim.Object); op.Kind == Remove || op.Value == nil || ok && len(given) == 0 {
		return nil
	}
	e := described(op.selector)
	possible := e != nil && t.Attr.Type == schema.Complex && (t.Attr.MultiValued || len(list) == 0) &&
		(t.Sub == nil || !t.Attr.MultiValued || !t.Attr.IsResourceReference())
	if !possible || op.Kind == Replace && !s.mode.UpsertOnFilter {
		return scim.BadRequest(scim.NoTarget, "path %s selects no value of %s", scim.Quote(op.Path), t.Attr.Name)
	}
	if err := s.checkDescribed(t, e); err != nil {
		return err
	}
	if t.Sub != nil {
		e[t.Sub.Name] = op.Value
	} else {
		maps.Copy(e, op.Value.(scim.Object))
	}
	list = append(list, e)
	onePrimary(list, []int{len(list) - 1})
	return s.store(t, schema.Distinct(t.Attr, list))
}

// checkDescribed applies the rules for values to what a filter says of an element that is to be made.
func (s *state) checkDescribed(t schema.Path, e scim.Object) error {
	for _, sub := range t.Attr.SubAttributes {
		if v, ok := e[sub.Name]; ok {
			t.Sub = sub
			if _, err := s.rt.Coerce(t, v, s.mode); err != nil {
				return err
			}
		}
	}
	return nil
}

// described returns the element that a filter describes completely, or nil: the filter must consist of equalities on
// different, writable sub-attributes.
func described(sel *filter.Selector) scim.Object {
	pairs, plain := sel.Pairs()
	if !plain {
		return nil
	}
	e := make(scim.Object, len(pairs)+1)
	for _, p := range pairs {
		if _, twice := e[p.Sub.Name]; twice || !p.Sub.IsWritable() {
			return nil
		}
		e[p.Sub.Name] = p.Value
	}
	return e
}

// changeSub sets or removes a sub-attribute of some elements.
func (s *state) changeSub(op *Op, list []any, hits []int) error {
	t := op.Target
	var empty []int
	for _, i := range hits {
		e, err := withSub(t, list[i], op)
		if err != nil {
			return err
		}
		if e == nil {
			empty = append(empty, i)
		}
		list[i] = e
	}
	if op.Kind == Remove || op.Value == nil {
		s.prune = append(s.prune, t)
	} else {
		onePrimary(list, hits)
	}
	return s.store(t, schema.Distinct(t.Attr, without(list, empty)))
}

// finish drops the elements that removals have left without content: a type and a primary mark describe a value, they are
// none (Q71). It waits for the last operation, because a later one may fill the element again.
func (s *state) finish() {
	if !s.mode.PruneElements {
		return
	}
	for _, t := range s.prune {
		list, ok := t.Value(s.obj).([]any)
		if !ok {
			continue
		}
		kept := make([]any, 0, len(list))
		for _, e := range list {
			if o, ok := e.(scim.Object); !ok || hasContent(t.Attr, o) {
				kept = append(kept, e)
			}
		}
		c := s.container(t)
		if len(kept) == 0 {
			delete(c, t.Attr.Name)
		} else {
			c[t.Attr.Name] = kept
		}
	}
}

func hasContent(a *schema.Attribute, e scim.Object) bool {
	for k := range e {
		switch k {
		case "type", "primary":
		case "display":
			if a.Sub("value") == nil {
				return true
			}
		default:
			return true
		}
	}
	return false
}
