package resource

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// The schema URNs of the core resources and of the messages.
const (
	URNUser       = "urn:ietf:params:scim:schemas:core:2.0:User"
	URNGroup      = "urn:ietf:params:scim:schemas:core:2.0:Group"
	URNEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	URNList       = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	URNPatch      = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	URNError      = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// Lookup finds what a path names. Null is absent. Of the elements that a filter selects the first one counts.
func Lookup(o Object, p mapping.TargetPath) (any, bool) {
	if p.URN != "" && p.URN != URNUser && p.URN != URNGroup {
		o = o.Object(p.URN)
	}
	v, ok := o.Get(p.Attr)
	if ok && p.Filtered() {
		v, ok = selected(v, p.Filter)
	}
	if ok && p.Sub != "" {
		part, _ := v.(Object)
		v, ok = part.Get(p.Sub)
	}
	return v, ok && v != nil
}

func selected(v any, f mapping.PathFilter) (any, bool) {
	list, _ := v.([]any)
	for _, e := range list {
		if element, ok := e.(Object); ok && Matches(element, f) {
			return element, true
		}
	}
	return nil, false
}

// Matches reports whether an element is one a filter selects.
func Matches(element Object, f mapping.PathFilter) bool {
	v, ok := element.Get(f.Sub)
	return ok && strings.EqualFold(Text(v), f.Value)
}

// Text is a value as filters compare it: booleans as true and false, everything but scalars as "".
func Text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case Number:
		return string(v)
	case bool:
		if v {
			return "true"
		}
		return "false"
	default:
		return ""
	}
}

// Put writes a value where a path says, and makes the objects, arrays and elements on the way. A new element begins with
// what its filter compares, as a string: type and primary alike (quirks Q30).
func Put(o *Object, p mapping.TargetPath, v any) {
	if p.URN != "" && p.URN != URNUser && p.URN != URNGroup {
		ext := o.Object(p.URN)
		inner := p
		inner.URN = ""
		Put(&ext, inner, v)
		o.Set(p.URN, ext)
		return
	}
	switch {
	case p.Filtered():
		o.Set(p.Attr, putElement(o.List(p.Attr), p, v))
	case p.Sub != "":
		part := o.Object(p.Attr)
		part.Set(p.Sub, v)
		o.Set(p.Attr, part)
	default:
		o.Set(p.Attr, v)
	}
}

func putElement(list []any, p mapping.TargetPath, v any) []any {
	for i, e := range list {
		if element, ok := e.(Object); ok && Matches(element, p.Filter) {
			element.Set(p.Sub, v)
			list[i] = element
			return list
		}
	}
	element := Object{{p.Filter.Sub, p.Filter.Value}}
	element.Set(p.Sub, v)
	return append(list, element)
}
