package attribute

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// The reasons why /Schemas is no use to the tools (quirks Q66).
var (
	errNoList   = errors.New("the answer is no ListResponse; a bare array fails")
	errNoSchema = errors.New("there is no schema " + resource.URNUser + " in it")
)

// schema is one schema definition of /Schemas.
type schema struct {
	id         string
	attributes []any
}

// read takes the schema definitions out of a ListResponse.
func read(document any) ([]schema, error) {
	list, ok := document.(resource.Object)
	if !ok || !slices.Contains(list.List("schemas"), any(resource.URNList)) {
		return nil, errNoList
	}
	var found []schema
	for i, e := range list.List("Resources") {
		o, ok := e.(resource.Object)
		if !ok {
			return nil, fmt.Errorf("element %d of Resources is not an object", i)
		}
		found = append(found, schema{id: o.Text("id"), attributes: o.List("attributes")})
	}
	return found, nil
}

// Discovered makes a list of the answer to GET /Schemas.
func Discovered(document any) (List, error) {
	schemas, err := read(document)
	if err != nil {
		return List{}, err
	}
	l := List{Origin: FromDiscovery}
	for _, s := range schemas {
		switch {
		case s.id == resource.URNUser:
			l.User = append(l.User, flatten("", s, &l.Warnings)...)
		case s.id == resource.URNGroup:
			l.Group = append(l.Group, flatten("", s, &l.Warnings)...)
		}
	}
	if len(l.User) == 0 {
		return List{}, errNoSchema
	}
	for _, s := range schemas {
		if extension(s.id) {
			l.User = append(l.User, flatten(s.id, s, &l.Warnings)...)
		}
	}
	return l, nil
}

// extension reports whether a schema extends users: the workflow takes everything but User and Group for that, but the
// schemas that describe the service itself hold nothing that could be provisioned.
func extension(id string) bool {
	return strings.HasPrefix(strings.ToLower(id), "urn:") && strings.HasSuffix(strings.ToLower(id), ":user") && id != resource.URNUser
}

// unsent are attributes no tool sends: the service gives them, or Microsoft refuses them (quirks Q66, wire §6.1).
var unsent = []string{"id", "meta", "schemas", "password", "groups", "entitlements", "x509Certificates", "photos", "ims"}

// flatten lists the attributes of one schema by the rules of wire §5.
func flatten(urn string, s schema, warnings *[]string) []Attribute {
	var list []Attribute
	for _, e := range s.attributes {
		o, ok := e.(resource.Object)
		name := o.Text("name")
		if !ok || name == "" {
			continue
		}
		if name == "id" {
			*warnings = append(*warnings, s.id+" lists id; the validator has been seen to send it then")
		}
		if o.Text("description") == "" {
			*warnings = append(*warnings, fmt.Sprintf("%s of %s has no description; the gallery review complains about that", name, s.id))
		}
		if slices.ContainsFunc(unsent, func(u string) bool { return strings.EqualFold(u, name) }) {
			continue
		}
		for _, a := range expand(o) {
			a.Path.URN, a.Mapped = urn, true
			if p, err := mapping.ParseTargetPath(a.Name()); err != nil || p != a.Path {
				*warnings = append(*warnings, fmt.Sprintf("%q of %s is no name of an attribute and is left out", a.Name(), s.id))
				continue
			}
			list = append(list, a)
		}
	}
	return list
}

// expand makes the paths of one attribute definition.
func expand(o resource.Object) []Attribute {
	name, multi := o.Text("name"), flag(o, "multiValued")
	parent := characteristics(o)
	switch {
	case name == "manager" || name == "members":
		parent.Path.Attr, parent.Type, parent.Multi = name, mapping.Reference, name == "members"
		return []Attribute{parent}
	case o.Text("type") != "complex":
		parent.Path.Attr, parent.Multi = name, multi
		return []Attribute{parent}
	}
	filters := []mapping.PathFilter{{}}
	if multi {
		filters = selectors(o)
	}
	var list []Attribute
	for _, f := range filters {
		for _, sub := range parts(name, o) {
			a := characteristics(sub)
			a.Path = mapping.TargetPath{Attr: name, Filter: f, Sub: sub.Text("name")}
			a.ReadOnly, a.Never = a.ReadOnly || parent.ReadOnly, a.Never || parent.Never
			list = append(list, a)
		}
	}
	return list
}

// selectors are the filters by which the elements of a multi-valued attribute are addressed: one per canonical type, or
// the primary element.
func selectors(o resource.Object) []mapping.PathFilter {
	for _, e := range o.List("subAttributes") {
		sub, _ := e.(resource.Object)
		if values := sub.List("canonicalValues"); sub.Text("name") == "type" && len(values) > 0 {
			var list []mapping.PathFilter
			for _, v := range values {
				if s, ok := v.(string); ok {
					list = append(list, mapping.PathFilter{Sub: "type", Value: s})
				}
			}
			return list
		}
	}
	return []mapping.PathFilter{{Sub: "primary", Value: "true", Bare: true}}
}

// parts are the sub-attributes that are sent. Of collections with a value that is the value, and of roles the display
// beside it; the public runs show no other.
func parts(name string, o resource.Object) []resource.Object {
	var subs []resource.Object
	names := map[string]bool{}
	for _, e := range o.List("subAttributes") {
		if sub, ok := e.(resource.Object); ok && sub.Text("type") != "complex" && sub.Text("type") != "reference" {
			subs = append(subs, sub)
			names[sub.Text("name")] = true
		}
	}
	return slices.DeleteFunc(subs, func(sub resource.Object) bool {
		switch n := sub.Text("name"); {
		case !flag(o, "multiValued"):
			return false
		case n == "type" || n == "primary":
			return true
		case names["value"]:
			return n != "value" && (n != "display" || name != "roles")
		default:
			return false
		}
	})
}

// characteristics reads what the tools look at.
func characteristics(o resource.Object) Attribute {
	types := map[string]mapping.ValueType{
		"boolean": mapping.Boolean, "integer": mapping.Integer, "dateTime": mapping.DateTime, "binary": mapping.Binary,
	}
	a := Attribute{
		Type: mapping.String, Required: flag(o, "required"), CaseExact: flag(o, "caseExact"),
		ReadOnly: o.Text("mutability") == "readOnly",
		Never:    o.Text("mutability") == "writeOnly" || o.Text("returned") == "never",
	}
	if t, ok := types[o.Text("type")]; ok {
		a.Type = t
	}
	return a
}

func flag(o resource.Object, name string) bool {
	v, _ := o.Get(name)
	b, _ := v.(bool)
	return b
}
