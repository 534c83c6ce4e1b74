package schema

import (
	"maps"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// elements brings the values of a multi-valued attribute into canonical form: no empty element, no two elements with the
// same type and value (RFC 7643 §2.4), one primary at most. It returns nil or a non-empty []any.
func (n *normalizer) elements(a *Attribute, v any) (any, *fault) {
	list, ok := v.([]any)
	if !ok {
		var f *fault
		if list, f = n.asList(a, v); f != nil {
			return nil, f
		}
	}
	out := make([]any, 0, len(list))
	for i, e := range list {
		if e == nil {
			continue
		}
		if a.Type != Complex && n.mode.WrappedValues {
			e = unwrap(e)
		}
		nv, f := n.one(a, e)
		if f != nil {
			return nil, f.at(i)
		}
		if nv != nil {
			out = append(out, nv)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	out = Distinct(a, out)
	onePrimary(a, out)
	return out, nil
}

// asList turns what stands where an array belongs into one.
func (n *normalizer) asList(a *Attribute, v any) ([]any, *fault) {
	if !n.mode.SingleForArray {
		return nil, wrongType("an array", v)
	}
	s, ok := v.(string)
	if ok && s == "" && n.mode.EmptyClears {
		return nil, nil
	}
	if ok && n.mode.RolesAsJSONText && a.Name == "roles" {
		if list := rolesFromText(s); list != nil {
			return list, nil
		}
	}
	return []any{v}, nil
}

// unwrap takes {"value":x} for x.
func unwrap(e any) any {
	if o, ok := e.(scim.Object); ok && len(o) == 1 {
		for k, v := range o {
			if k == "value" || scim.FoldKey(k) == "value" {
				return v
			}
		}
	}
	return e
}

// onePrimary keeps the first element marked primary and sets the mark of the others to false. The elements must be
// the caller's own.
func onePrimary(a *Attribute, list []any) {
	if a.subs["primary"] == nil {
		return
	}
	seen := false
	for _, e := range list {
		o, ok := e.(scim.Object)
		if !ok || o["primary"] != true {
			continue
		}
		if seen {
			o["primary"] = false
		}
		seen = true
	}
}

// manyElements is from where on duplicates are looked up instead of compared pairwise.
const manyElements = 8

// Distinct returns list without repeated elements: elements with the same type and value are merged, later
// sub-attributes winning; elements without a value are repeated when they are equal. It keeps the order of first
// occurrence and may change list, but not its elements.
func Distinct(a *Attribute, list []any) []any {
	if len(list) < 2 {
		return list
	}
	var seen map[string]int
	if len(list) > manyElements {
		seen = make(map[string]int, len(list))
	}
	out := list[:0]
	for _, e := range list {
		i := -1
		if seen == nil {
			for j, have := range out {
				if SameElement(a, have, e) {
					i = j
					break
				}
			}
		} else {
			key := ElementKey(a, e)
			if j, ok := seen[key]; ok {
				i = j
			} else {
				seen[key] = len(out)
			}
		}
		if i < 0 {
			out = append(out, e)
			continue
		}
		out[i] = merged(out[i], e)
	}
	clear(list[len(out):])
	return out
}

func merged(into, from any) any {
	old, ok := into.(scim.Object)
	if !ok {
		return into
	}
	dst := maps.Clone(old)
	maps.Copy(dst, from.(scim.Object))
	return dst
}

// SameElement reports whether two canonical elements of a stand for the same thing: the same resource for members, the
// same type and value where there is a value, otherwise the same content.
func SameElement(a *Attribute, x, y any) bool {
	xo, ok := x.(scim.Object)
	yo, ok2 := y.(scim.Object)
	if !ok || !ok2 {
		return scim.Equal(x, y)
	}
	xv, yv := xo["value"], yo["value"]
	if xv == nil || yv == nil {
		return scim.Equal(x, y)
	}
	if xv != yv {
		return false
	}
	if p := a.subs["value"]; p != nil && p.identifier {
		return true
	}
	xt, _ := xo["type"].(string)
	yt, _ := yo["type"].(string)
	return xt == yt || scim.FoldKey(xt) == scim.FoldKey(yt)
}

// ElementKey maps canonical elements to strings such that keys are equal exactly for what SameElement calls the same.
func ElementKey(a *Attribute, e any) string {
	o, ok := e.(scim.Object)
	if !ok {
		return "v" + string(scim.AppendJSON(nil, e))
	}
	v, ok := o["value"].(string)
	if !ok {
		return "o" + string(scim.AppendJSON(nil, e))
	}
	if p := a.subs["value"]; p != nil && p.identifier {
		return "i" + v
	}
	t, _ := o["type"].(string)
	t = scim.FoldKey(t)
	return "t" + strconv.Itoa(len(t)) + ":" + t + v
}
