package patch

import (
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// list returns the elements of a multi-valued attribute as a slice that is ours; the elements may be shared. A list becomes
// part of the resource, and thereby stays ours, when put stores it.
func (s *state) list(t schema.Path) []any {
	list, _ := t.Value(s.obj).([]any)
	if s.owned[t.Attr] {
		return list
	}
	return slices.Clone(list)
}

// many changes a multi-valued attribute without filter.
func (s *state) many(op *Op) error {
	t := op.Target
	list := s.list(t)
	if err := s.spend(len(list)); err != nil {
		return err
	}
	switch {
	case t.Sub != nil:
		return s.everyElement(op, list)
	case op.Kind == Remove && op.listed:
		return s.removeListed(op, list)
	case op.Kind == Remove || op.Value == nil:
		return s.put(t, nil)
	case op.Kind == Replace:
		return s.put(t, slices.Clone(op.Value.([]any)))
	default:
		return s.addElements(op, list)
	}
}

// everyElement changes a sub-attribute of all elements ("emails.value"); the first element comes into being if there is none.
func (s *state) everyElement(op *Op, list []any) error {
	t := op.Target
	if len(list) == 0 && op.Kind != Remove && op.Value != nil {
		return s.put(t, []any{scim.Object{t.Sub.Name: op.Value}})
	}
	all := make([]int, len(list))
	for i := range all {
		all[i] = i
	}
	return s.changeSub(op, list, all)
}

// fewElements is up to where elements are compared pairwise.
const fewElements = 32

// addElements appends what is not there yet. An element that is there takes over the sub-attributes given.
func (s *state) addElements(op *Op, list []any) error {
	t := op.Target
	given := op.Value.([]any)
	var index map[string]int
	if len(given) > 1 && len(list)+len(given) > fewElements {
		index = make(map[string]int, len(list)+len(given))
		for i, e := range list {
			index[schema.ElementKey(t.Attr, e)] = i
		}
	}
	touched := make([]int, 0, len(given))
	for _, e := range given {
		i := find(t.Attr, list, index, e)
		if i < 0 {
			i = len(list)
			list = append(list, e)
			if index != nil {
				index[schema.ElementKey(t.Attr, e)] = i
			}
		} else {
			list[i] = overlay(t.Attr, list[i], e)
		}
		touched = append(touched, i)
	}
	onePrimary(list, touched)
	return s.put(t, list)
}

// find returns the position of the element that e stands for, or -1. index may be nil.
func find(a *schema.Attribute, list []any, index map[string]int, e any) int {
	if index != nil {
		if i, ok := index[schema.ElementKey(a, e)]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(list, func(have any) bool { return schema.SameElement(a, have, e) })
}

// overlay returns have with the sub-attributes of e on top; immutable ones stay as they are.
func overlay(a *schema.Attribute, have, e any) any {
	old, ok := have.(scim.Object)
	add, ok2 := e.(scim.Object)
	if !ok || !ok2 {
		return e
	}
	out := maps.Clone(old)
	for name, v := range add {
		if s := a.Sub(name); s.Mutability != schema.Immutable || old[name] == nil {
			out[name] = v
		}
	}
	return out
}

// removeListed takes out the elements that the operation's value names (Q01). An element is meant by its value, and by its
// type if that is given; where there is no value, by everything that is given. Other sub-attributes, such as display and
// $ref, need not agree.
func (s *state) removeListed(op *Op, list []any) error {
	t := op.Target
	named := op.Value.([]any)
	if t.Attr.IsResourceReference() {
		ids := make(map[any]bool, len(named))
		for _, n := range named {
			ids[n.(scim.Object)["value"]] = true
		}
		return s.put(t, slices.DeleteFunc(list, func(e any) bool {
			o, ok := e.(scim.Object)
			return ok && ids[o["value"]]
		}))
	}
	if err := s.spend(len(list) * len(named)); err != nil {
		return err
	}
	return s.put(t, slices.DeleteFunc(list, func(e any) bool {
		return slices.ContainsFunc(named, func(n any) bool { return isMeant(t.Attr, n, e) })
	}))
}

func isMeant(a *schema.Attribute, named, e any) bool {
	n, ok := named.(scim.Object)
	o, ok2 := e.(scim.Object)
	if !ok || !ok2 {
		return same(a, named, e)
	}
	_, byValue := n["value"]
	for k, v := range n {
		if byValue && k != "value" && k != "type" {
			continue
		}
		if !same(a.Sub(k), v, o[k]) {
			return false
		}
	}
	return true
}

// same compares two simple values as the attribute's caseExact says.
func same(a *schema.Attribute, x, y any) bool {
	xs, ok := x.(string)
	ys, ok2 := y.(string)
	if ok && ok2 && !a.IsCaseExact() {
		return strings.EqualFold(xs, ys)
	}
	return scim.Equal(x, y)
}

// onePrimary takes the primary mark off all elements but the first of those touched that has it.
func onePrimary(list []any, touched []int) {
	keep := -1
	for _, i := range touched {
		if o, ok := list[i].(scim.Object); ok && o["primary"] == true {
			keep = i
			break
		}
	}
	if keep < 0 {
		return
	}
	for i, e := range list {
		if o, ok := e.(scim.Object); ok && i != keep && o["primary"] == true {
			o = maps.Clone(o)
			o["primary"] = false
			list[i] = o
		}
	}
}
