package custom

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Bounds of what one organisation may define.
const (
	MaxSchemas       = 32
	MaxTypes         = 32
	MaxAttributes    = 200 // of a schema
	MaxSubAttributes = 50  // of an attribute
)

// ResourceType is a resource type as written: a new one, or extensions of a core one.
type ResourceType struct {
	Name        string
	Description string
	Endpoint    string
	Schema      string
	Extensions  []Extension
}

// Extension is an entry of schemaExtensions.
type Extension struct {
	Schema   string
	Required bool
}

// Set is everything that an organisation has of its own, checked as a whole.
type Set struct {
	Schemas []*schema.Schema
	Types   []ResourceType
}

// Read takes an array of schemas and one of resource types, either of which may be nil, and notes what is wrong with them.
// The Set is of use only if nothing is.
func Read(schemas, types *document.Node) *Set {
	r := newReader()
	var set Set
	for i, n := range schemas.Items() {
		if i == MaxSchemas {
			n.Refuse("", "is one more than the %d schemas that an organisation may have", MaxSchemas)
			break
		}
		if s := r.schema(n); s != nil {
			set.Schemas = append(set.Schemas, s)
		}
	}
	for i, n := range types.Items() {
		if i == MaxTypes {
			n.Refuse("", "is one more than the %d resource types that an organisation may have", MaxTypes)
			break
		}
		set.Types = append(set.Types, r.resourceType(n))
	}
	r.checkReferences()
	return &set
}

// ReadSchema takes one schema document and notes what is wrong with it by itself: references to resource types are not
// checked. What it returns is of use only if nothing is.
func ReadSchema(n *document.Node) *schema.Schema { return newReader().schema(n) }

// ReadResourceType takes one resource type document and notes what is wrong with its form; the schemas it names are not
// looked up.
func ReadResourceType(n *document.Node) ResourceType {
	r := newReader()
	r.alone = true
	return r.resourceType(n)
}

// Registry joins the set with the core schemas and resource types. An empty set gives schema.Core itself.
func (s *Set) Registry() *schema.Registry {
	core := schema.Core()
	if len(s.Schemas) == 0 && len(s.Types) == 0 {
		return core
	}
	all := append(core.Schemas()[:len(core.Schemas()):len(core.Schemas())], s.Schemas...)
	byID := make(map[string]*schema.Schema, len(all))
	for _, e := range all {
		byID[scim.FoldKey(e.ID)] = e
	}
	var types []*schema.ResourceType
	for _, rt := range core.ResourceTypes() {
		exts := append([]schema.Extension(nil), rt.Extensions...)
		for _, t := range s.Types {
			if t.Name == rt.Name {
				exts = extend(exts, t.Extensions, byID)
			}
		}
		types = append(types, schema.NewResourceType(rt.Name, rt.Description, rt.Endpoint, rt.Schema, exts...))
	}
	for _, t := range s.Types {
		if core.ResourceType(t.Name) == nil {
			types = append(types, schema.NewResourceType(t.Name, t.Description, t.Endpoint, byID[scim.FoldKey(t.Schema)], extend(nil, t.Extensions, byID)...))
		}
	}
	return schema.NewRegistry(all, types...)
}

// extend adds extensions; one that is there already takes over whether it is required.
func extend(exts []schema.Extension, more []Extension, byID map[string]*schema.Schema) []schema.Extension {
next:
	for _, m := range more {
		for i := range exts {
			if strings.EqualFold(exts[i].Schema.ID, m.Schema) {
				exts[i].Required = m.Required
				continue next
			}
		}
		exts = append(exts, schema.Extension{Schema: byID[scim.FoldKey(m.Schema)], Required: m.Required})
	}
	return exts
}
