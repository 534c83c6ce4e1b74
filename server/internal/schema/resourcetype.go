package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// Extension is a schema whose attributes a resource may carry under the schema's URN (RFC 7643 §3.3).
type Extension struct {
	Schema   *Schema
	Required bool
}

// ResourceType joins a base schema, its extensions and an endpoint (RFC 7643 §6). It is immutable and safe for
// concurrent use.
type ResourceType struct {
	Name        string
	Description string
	Endpoint    string // relative to the base URL: "/Users"
	Schema      *Schema
	Extensions  []Extension

	common  commonAttributes
	paths   map[string]Path // every folded notation of every attribute
	foreign map[string]bool // folded URNs of the base schemas of the other resource types
	fields  []field         // in the order in which a resource is written
}

// field is a top-level member of a resource.
type field struct {
	attr *Attribute
	ext  *Schema // set instead of attr for an extension's container
	key  string  // the quoted name and a colon
}

// commonAttributes are part of every resource without belonging to a schema (RFC 7643 §3.1).
type commonAttributes struct {
	schemas, id, externalID, meta *Attribute
}

func newCommon() commonAttributes {
	return commonAttributes{
		schemas: text("schemas", "The URIs of the schemas that the resource uses.", multiValued, always, required),
		id:      text("id", "The identifier that the service provider gave the resource.", caseExact, readOnly, always),
		externalID: text("externalId", "The identifier that the provisioning client gave the resource.",
			caseExact),
		meta: single("meta", "Metadata about the resource.", readOnly, with(
			text("resourceType", "The name of the resource type.", readOnly, caseExact),
			attr(DateTime, "created", "When the resource was created.", []option{readOnly}),
			attr(DateTime, "lastModified", "When the resource was last changed.", []option{readOnly}),
			reference("location", "The URI of the resource.", readOnly),
			text("version", "The entity-tag of the resource.", readOnly, caseExact),
		)),
	}
}

// NewResourceType builds a resource type from schemas that NewSchema has built. name must be usable in a URL; endpoint
// starts with a slash.
func NewResourceType(name, description, endpoint string, base *Schema, extensions ...Extension) *ResourceType {
	rt := &ResourceType{Name: name, Description: description, Endpoint: endpoint, Schema: base, Extensions: extensions}
	rt.common = newCommon()
	index([]*Attribute{rt.common.schemas, rt.common.id, rt.common.externalID, rt.common.meta})
	rt.indexPaths()

	add := func(a *Attribute) {
		rt.fields = append(rt.fields, field{attr: a, key: string(scim.AppendString(nil, a.Name)) + ":"})
	}
	for _, a := range []*Attribute{rt.common.schemas, rt.common.id, rt.common.externalID} {
		add(a)
	}
	for _, a := range base.Attributes {
		add(a)
	}
	for _, e := range extensions {
		rt.fields = append(rt.fields, field{ext: e.Schema, key: string(scim.AppendString(nil, e.Schema.ID)) + ":"})
	}
	add(rt.common.meta)
	return rt
}

// extension returns the extension schema with the given URN in any letter case, or nil.
func (rt *ResourceType) extension(urn string) *Schema {
	for _, e := range rt.Extensions {
		if e.Schema.ID == urn || scim.FoldKey(e.Schema.ID) == scim.FoldKey(urn) {
			return e.Schema
		}
	}
	return nil
}
