package schema

import (
	"strings"
	"sync"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Registry holds the schemas and resource types of a server. It is immutable and safe for concurrent use.
type Registry struct {
	schemas       []*Schema
	resourceTypes []*ResourceType
}

// Core returns the registry with everything RFC 7643 defines: resource types User (with Enterprise User) and Group, and
// the schemas of the three discovery documents.
var Core = sync.OnceValue(func() *Registry {
	user, enterprise, group := userSchema(), enterpriseSchema(), groupSchema()
	return NewRegistry(
		[]*Schema{user, group, enterprise, providerConfigSchema(), resourceTypeSchema(), schemaSchema()},
		NewResourceType("User", "User Account", "/Users", user, Extension{Schema: enterprise}),
		NewResourceType("Group", "Group", "/Groups", group),
	)
})

// NewRegistry joins resource types and the schemas that /Schemas lists. A resource type belongs to one registry.
func NewRegistry(schemas []*Schema, types ...*ResourceType) *Registry {
	for _, rt := range types {
		rt.foreign = make(map[string]bool)
		for _, other := range types {
			if other.Schema != rt.Schema {
				rt.foreign[scim.FoldKey(other.Schema.ID)] = true
			}
		}
	}
	return &Registry{schemas: schemas, resourceTypes: types}
}

// Schemas returns all schemas in the order /Schemas lists them.
func (r *Registry) Schemas() []*Schema { return r.schemas }

// Schema returns the schema with the given URN in any letter case, or nil.
func (r *Registry) Schema(urn string) *Schema {
	for _, s := range r.schemas {
		if strings.EqualFold(s.ID, urn) {
			return s
		}
	}
	return nil
}

// ResourceTypes returns all resource types in the order /ResourceTypes lists them.
func (r *Registry) ResourceTypes() []*ResourceType { return r.resourceTypes }

// ResourceType returns the resource type with the given name ("User"), or nil.
func (r *Registry) ResourceType(name string) *ResourceType {
	for _, rt := range r.resourceTypes {
		if rt.Name == name {
			return rt
		}
	}
	return nil
}
