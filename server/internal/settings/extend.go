package settings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server/internal/custom"
	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// extend adds an extension to a resource type, or changes whether it is required. For a core type that has no document yet
// one is made; a type that does not exist gives one that Parse refuses.
func (s *Settings) extend(e Extension) {
	if !slices.ContainsFunc(s.types, func(d Document) bool { return d.Name == e.ResourceType }) {
		s.types = append(slices.Clone(s.types), Document{Name: e.ResourceType, Raw: appendType(nil, custom.ResourceType{Name: e.ResourceType})})
	}
	s.eachType(func(t *custom.ResourceType) bool {
		if t.Name != e.ResourceType {
			return false
		}
		have := func(x custom.Extension) bool { return strings.EqualFold(x.Schema, e.Schema) }
		if i := slices.IndexFunc(t.Extensions, have); i >= 0 {
			t.Extensions[i].Required = e.Required
		} else {
			t.Extensions = append(t.Extensions, custom.Extension{Schema: e.Schema, Required: e.Required})
		}
		return true
	})
}

// eachType rewrites the resource types that edit changes. A core type without extensions left needs no document.
func (s *Settings) eachType(edit func(*custom.ResourceType) bool) {
	var out []Document
	for _, d := range s.types {
		n, err := document.Parse("", d.Raw, document.Limits{})
		if err != nil {
			continue // not possible: it has been parsed
		}
		t := custom.ReadResourceType(n)
		if edit(&t) {
			if len(t.Extensions) == 0 && schema.Core().ResourceType(t.Name) != nil {
				continue
			}
			d.Raw = appendType(nil, t)
		}
		out = append(out, d)
	}
	s.types = out
}

// appendType writes a resource type document with what is not implied.
func appendType(dst []byte, t custom.ResourceType) []byte {
	dst = scim.AppendString(append(dst, `{"name":`...), t.Name)
	if schema.Core().ResourceType(t.Name) == nil {
		for _, f := range []struct{ key, value string }{{"description", t.Description}, {"endpoint", t.Endpoint}, {"schema", t.Schema}} {
			if f.value != "" {
				dst = scim.AppendString(append(dst, `,"`+f.key+`":`...), f.value)
			}
		}
	}
	dst = append(dst, `,"schemaExtensions":[`...)
	for i, e := range t.Extensions {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = scim.AppendString(append(dst, `{"schema":`...), e.Schema)
		dst = strconv.AppendBool(append(dst, `,"required":`...), e.Required)
		dst = append(dst, '}')
	}
	return append(dst, "]}"...)
}
