package attribute

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// Uploaded takes the attributes of a synchronization schema: those that are mapped, in the order of the mapping. An
// object mapping that is switched off has none.
func Uploaded(set *mapping.Set) List {
	return List{Origin: FromUpload, User: mapped(set.User), Group: mapped(set.Group)}
}

func mapped(m *mapping.ObjectMapping) []Attribute {
	if m == nil || !m.Enabled {
		return nil
	}
	var list []Attribute
	for _, a := range m.Attributes {
		list = append(list, Attribute{
			Path: a.Path, Type: a.Type, Multi: a.Multi, Required: a.Required, CaseExact: a.CaseExact,
			Matching: a.Priority > 0, Mapped: true, CreateOnly: a.CreateOnly(),
		})
	}
	return list
}

// Target takes every attribute that the schema's definition of the target lists, which is what the gallery's workflow
// builds its bodies of; where there is no definition, the mapped ones. Mapped attributes know that they are.
func Target(set *mapping.Set) List {
	l := Uploaded(set)
	l.Origin = FromJob
	l.User = defined(set, set.User, l.User)
	l.Group = defined(set, set.Group, l.Group)
	return l
}

func defined(set *mapping.Set, m *mapping.ObjectMapping, known []Attribute) []Attribute {
	if m == nil || !m.Enabled {
		return nil
	}
	directory, _ := set.Schema.Directory(set.Rule.TargetDirectoryName)
	object, ok := directory.Object(m.Target)
	if !ok || len(object.Attributes) == 0 {
		return known
	}
	var list []Attribute
	for _, def := range object.Attributes {
		if a, ok := Find(known, def.Name); ok {
			list = append(list, a)
		} else if a, ok := definition(def); ok {
			list = append(list, a)
		}
	}
	return list
}

// definition reads an attribute that no mapping writes. Names that are no path are left out: no body can hold them.
func definition(def *syncschema.Attribute) (Attribute, bool) {
	path, err := mapping.ParseTargetPath(def.Name)
	if err != nil || path.Simple() && strings.EqualFold(path.Attr, "id") {
		return Attribute{}, false
	}
	a := Attribute{
		Path: path, Type: mapping.String, Multi: def.Multivalued, Required: def.Required, CaseExact: def.CaseExact,
		ReadOnly: strings.EqualFold(def.Mutability, "ReadOnly"), Never: strings.EqualFold(def.Mutability, "WriteOnly"),
	}
	for _, t := range []mapping.ValueType{mapping.Boolean, mapping.Integer, mapping.Reference, mapping.DateTime, mapping.Binary} {
		if strings.EqualFold(def.Type, string(t)) {
			a.Type = t
		}
	}
	return a, true
}
