package schema

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// checkRequired reports the first required attribute that a canonical resource lacks. A string of white space does not
// count as a value (RFC 7643 §4.1.1: userName is non-empty). secrets, unless nil, are the write-only values that came with it; they are demanded
// where a resource comes whole, and not asked for where one is changed.
func (rt *ResourceType) checkRequired(obj scim.Object, secrets *Secrets) error {
	missing := func(a *Attribute, obj scim.Object) bool {
		switch {
		case !a.Required || !a.IsWritable():
			return false
		case a.Mutability == WriteOnly:
			return secrets != nil && isBlank((*secrets)[a])
		}
		return isBlank(obj[a.Name])
	}
	for _, a := range rt.Schema.Attributes {
		if missing(a, obj) {
			return scim.BadRequest(scim.InvalidValue, "attribute %s is required and must not be empty", a.Name)
		}
	}
	for _, e := range rt.Extensions {
		ext, ok := obj[e.Schema.ID].(scim.Object)
		if !ok {
			if e.Required {
				return scim.BadRequest(scim.InvalidValue, "extension %s is required", e.Schema.ID)
			}
			continue
		}
		for _, a := range e.Schema.Attributes {
			if missing(a, ext) {
				return scim.BadRequest(scim.InvalidValue, "attribute %s:%s is required and must not be empty", e.Schema.ID, a.Name)
			}
		}
	}
	return nil
}

func isBlank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	case scim.Object:
		return len(v) == 0
	}
	return false
}

// stored is the mode for what is stored already. Whether canonical values and references are restricted is decided when they
// come in, because a resource may be older than the switch.
var stored = Mode{AnyCanonical: true, AnyReference: true}

// Validate reports whether a canonical resource is what its schemas allow: required attributes present, every value of
// its type, at most one primary, no unknown name, a proper "schemas" list. Members that the server adds itself (id, meta
// and other read-only ones) are not looked at.
func (rt *ResourceType) Validate(obj scim.Object) error {
	if err := rt.checkRequired(obj, nil); err != nil {
		return err
	}
	n := normalizer{rt: rt, mode: &stored}
	if err := n.schemas(obj); err != nil {
		return err
	}
	known := 0
	for i := range rt.fields {
		fd := &rt.fields[i]
		if fd.ext != nil {
			if v, ok := obj[fd.ext.ID]; ok {
				known++
				ext, isObject := v.(scim.Object)
				if !isObject {
					return wrongType("an object", v).inSchema(fd.ext.ID).scim()
				}
				if f := n.checkMembers(fd.ext.Attributes, ext); f != nil {
					return f.inSchema(fd.ext.ID).scim()
				}
			}
			continue
		}
		if v, ok := obj[fd.attr.Name]; ok {
			known++
			if f := n.check(fd.attr, v); f != nil {
				return f.in(fd.attr.Name).scim()
			}
		}
	}
	if known != len(obj) {
		return scim.BadRequest(scim.InvalidSyntax, "the resource has attributes that resource type %s does not know", rt.Name)
	}
	return nil
}

func (n *normalizer) checkMembers(attrs []*Attribute, obj scim.Object) *fault {
	known := 0
	for _, a := range attrs {
		v, ok := obj[a.Name]
		if !ok {
			continue
		}
		known++
		if f := n.check(a, v); f != nil {
			return f.in(a.Name)
		}
	}
	if known != len(obj) {
		return refuse("has members that are not part of the schema")
	}
	return nil
}

// check is value without building anything.
func (n *normalizer) check(a *Attribute, v any) *fault {
	if !a.IsWritable() || a == n.rt.common.schemas {
		return nil
	}
	if !a.MultiValued {
		return n.checkOne(a, v)
	}
	list, ok := v.([]any)
	if !ok || len(list) == 0 {
		return wrongType("a non-empty array", v)
	}
	primary := false
	for i, e := range list {
		if f := n.checkOne(a, e); f != nil {
			return f.at(i)
		}
		if o, ok := e.(scim.Object); ok && o["primary"] == true {
			if primary {
				return refuse("has more than one primary element")
			}
			primary = true
		}
	}
	return nil
}

func (n *normalizer) checkOne(a *Attribute, v any) *fault {
	if v == nil {
		return wrongType("a value", v)
	}
	if a.Type != Complex {
		_, f := n.one(a, v)
		return f
	}
	obj, ok := v.(scim.Object)
	if !ok || len(obj) == 0 {
		return wrongType("a non-empty object", v)
	}
	return n.checkMembers(a.SubAttributes, obj)
}
