package harness

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Value is a value in a resource together with the attribute that the schema declares for it.
type Value struct {
	Path      string // as people write it: name.familyName, emails[0].value, urn:…:User.department
	URN       string // of the schema; "" for the common attributes
	Attribute Attribute
	// Raw is an array for a multi-valued attribute. Its elements follow as values of their own, with MultiValued false; after
	// a complex value come those of its sub-attributes.
	Raw any
}

// commonAttributes are part of every resource (RFC 7643 §3.1).
var commonAttributes = []Attribute{
	{Name: "id", Type: "string", CaseExact: true, Mutability: "readOnly", Returned: "always", Uniqueness: "global"},
	{Name: "externalId", Type: "string", CaseExact: true, Mutability: "readWrite", Returned: "default"},
	{Name: "meta", Type: "complex", Mutability: "readOnly", Returned: "default", SubAttributes: []Attribute{
		{Name: "resourceType", Type: "string", CaseExact: true, Mutability: "readOnly"},
		{Name: "created", Type: "dateTime", Mutability: "readOnly"},
		{Name: "lastModified", Type: "dateTime", Mutability: "readOnly"},
		{Name: "location", Type: "reference", CaseExact: true, Mutability: "readOnly", ReferenceTypes: []string{"uri"}},
		{Name: "version", Type: "string", CaseExact: true, Mutability: "readOnly"},
	}},
}

// assumed are the attributes of users where the target publishes no schema: those that every check may take for granted.
var assumed = []Attribute{
	{Name: "userName", Type: "string", Required: true, Uniqueness: "server"},
	{Name: "displayName", Type: "string"},
	{Name: "active", Type: "boolean"},
	{Name: "name", Type: "complex", SubAttributes: []Attribute{{Name: "familyName", Type: "string"}, {Name: "givenName", Type: "string"}}},
	{Name: "emails", Type: "complex", MultiValued: true, SubAttributes: []Attribute{
		{Name: "value", Type: "string"}, {Name: "type", Type: "string"}, {Name: "primary", Type: "boolean"},
	}},
}

// Attributes are those of a resource type by the URN of their schema: its own, and those of its extensions that are published.
// Common attributes are not among them.
func (t *T) Attributes(rt ResourceType) map[string][]Attribute {
	out := map[string][]Attribute{}
	urns := []string{rt.Schema}
	for _, e := range rt.Extensions {
		urns = append(urns, e.Schema)
	}
	for _, urn := range urns {
		if schema, ok := t.Schema(urn); ok {
			out[urn] = slices.DeleteFunc(slices.Clone(schema.Attributes), func(a Attribute) bool { return common(a.Name) })
		}
	}
	if out[rt.Schema] == nil && strings.EqualFold(rt.Schema, UserURN) {
		out[rt.Schema] = assumed
	}
	return out
}

// Values are the values of a resource that its schemas declare, in a stable order. What is not declared is DSC-028's
// business, null counts as absent (RFC 7643 §2.5).
func (t *T) Values(rt ResourceType, resource map[string]any) []Value {
	out := valuesOf("", "", commonAttributes, resource)
	attributes := t.Attributes(rt)
	out = append(out, valuesOf("", rt.Schema, attributes[rt.Schema], resource)...)
	for _, e := range rt.Extensions {
		if inner, ok := member(resource, e.Schema).(map[string]any); ok {
			out = append(out, valuesOf(e.Schema+".", e.Schema, attributes[e.Schema], inner)...)
		}
	}
	return out
}

func valuesOf(prefix, urn string, attributes []Attribute, object map[string]any) []Value {
	var out []Value
	for _, a := range attributes {
		raw := member(object, a.Name)
		if raw == nil {
			continue
		}
		path := prefix + a.Name
		out = append(out, Value{path, urn, a, raw})
		element := a
		element.MultiValued = false
		list, isList := raw.([]any)
		if a.MultiValued && isList {
			for i, e := range list {
				at := fmt.Sprintf("%s[%d]", path, i)
				out = append(out, Value{at, urn, element, e})
				out = append(out, subValues(at, urn, a, e)...)
			}
			continue
		}
		out = append(out, subValues(path, urn, a, raw)...)
	}
	return out
}

func subValues(path, urn string, a Attribute, raw any) []Value {
	object, ok := raw.(map[string]any)
	if !ok {
		return nil
	}
	return valuesOf(path+".", urn, a.SubAttributes, object)
}

// member finds a member by name in any letter case, its own first.
func member(object map[string]any, name string) any {
	if v, ok := object[name]; ok {
		return v
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if strings.EqualFold(key, name) {
			return object[key]
		}
	}
	return nil
}

// Member finds a member of an object by name in any letter case (RFC 7643 §2.1); nil when it is not there.
func Member(object map[string]any, path ...string) any {
	var v any = object
	for _, name := range path {
		inner, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = member(inner, name)
	}
	return v
}

// Unassigned tells whether a value is none: absent, null, or an empty array (RFC 7643 §2.5).
func Unassigned(v any) bool {
	list, isList := v.([]any)
	return v == nil || isList && len(list) == 0
}

// Plain is the body as it would be read back: objects and arrays of the kinds that a JSON decoder makes.
func (a Attrs) Plain() map[string]any {
	out := make(map[string]any, len(a))
	for name, v := range a {
		out[name] = plain(v)
	}
	return out
}

func plain(v any) any {
	switch x := v.(type) {
	case Attrs:
		return x.Plain()
	case []Attrs:
		return plainList(x)
	case []string:
		return plainList(x)
	case []any:
		return plainList(x)
	case int:
		return float64(x)
	}
	return v
}

func plainList[E any](list []E) []any {
	out := make([]any, len(list))
	for i, e := range list {
		out[i] = plain(e)
	}
	return out
}
