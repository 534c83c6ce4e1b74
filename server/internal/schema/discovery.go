package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// resourceTypeSchema is the schema of /ResourceTypes (RFC 7643 §6 and §8.7.2).
func resourceTypeSchema() *Schema {
	return NewSchema(scim.SchemaResourceType, "ResourceType", "Specifies the schema that describes a SCIM resource type",
		text("id", "The resource type's server unique id. May be the same as the 'name' attribute.", readOnly),
		text("name", "The resource type name. When applicable, service providers MUST specify the name, e.g., "+
			"'User'.", required, readOnly),
		text("description", "The resource type's human-readable description. When applicable, service providers MUST "+
			"specify the description.", readOnly),
		reference("endpoint", "The resource type's HTTP-addressable endpoint relative to the Base URL, e.g., '/Users'.", required, readOnly, refers("uri")),
		reference("schema", "The resource type's primary/base schema URI.", required, caseExact, readOnly, refers("uri")),
		many("schemaExtensions", "A list of URIs of the resource type's schema extensions.", required, readOnly, with(
			reference("schema", "The URI of a schema extension.", required, caseExact, readOnly, refers("uri")),
			boolean("required", "A Boolean value that specifies whether or not the schema extension is required for the "+
				"resource type. If true, a resource of this type MUST include this schema extension and also "+
				"include any attributes declared as required in this schema extension. If false, a resource "+
				"of this type MAY omit this schema extension.", required, readOnly),
		)),
	)
}

// schemaSchema is the schema of /Schemas (RFC 7643 §7 and §8.7.2).
func schemaSchema() *Schema {
	return NewSchema(scim.SchemaSchema, "Schema", "Specifies the schema that describes a SCIM schema",
		text("id", "The unique URI of the schema. When applicable, service providers MUST specify the URI.", required, readOnly),
		text("name", "The schema's human-readable name. When applicable, service providers MUST specify the name, "+
			"e.g., 'User'.", required, readOnly),
		text("description", "The schema's human-readable name. When applicable, service providers MUST specify the name, "+
			"e.g., 'User'.", readOnly),
		many("attributes", "A complex attribute that includes the attributes of a schema.", required, readOnly, with(
			text("name", "The attribute's name.", required, caseExact, readOnly),
			text("type", "The attribute's data type. Valid values include 'string', 'complex', 'boolean', 'decimal', "+
				"'integer', 'dateTime', 'reference'.", required, readOnly, values("string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary")),
			boolean("multiValued", "A Boolean value indicating an attribute's plurality.", required, readOnly),
			text("description", "A human-readable description of the attribute.", caseExact, readOnly),
			boolean("required", "A boolean value indicating whether or not the attribute is required.", readOnly),
			text("canonicalValues", "A collection of canonical values. When applicable, service providers MUST specify the "+
				"canonical types, e.g., 'work', 'home'.", caseExact, multiValued, readOnly),
			boolean("caseExact", "A Boolean value indicating whether or not a string attribute is case sensitive.", readOnly),
			text("mutability", "Indicates whether or not an attribute is modifiable.", caseExact, readOnly, values("readOnly", "readWrite", "immutable", "writeOnly")),
			text("returned", "Indicates when an attribute is returned in a response (e.g., to a query).", caseExact, readOnly, values("always", "never", "default", "request")),
			text("uniqueness", "Indicates how unique a value must be.", caseExact, readOnly, values("none", "server", "global")),
			text("referenceTypes", "Used only with an attribute of type 'reference'. Specifies a SCIM resourceType that a "+
				"reference attribute MAY refer to, e.g., 'User'.", caseExact, multiValued, readOnly),
			many("subAttributes", "Used to define the sub-attributes of a complex attribute.", readOnly, with(
				text("name", "The attribute's name.", required, caseExact, readOnly),
				text("type", "The attribute's data type. Valid values include 'string', 'complex', 'boolean', 'decimal', "+
					"'integer', 'dateTime', 'reference'.", required, readOnly, values("string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary")),
				boolean("multiValued", "A Boolean value indicating an attribute's plurality.", required, readOnly),
				text("description", "A human-readable description of the attribute.", caseExact, readOnly),
				boolean("required", "A boolean value indicating whether or not the attribute is required.", readOnly),
				text("canonicalValues", "A collection of canonical values. When applicable, service providers MUST specify the "+
					"canonical types, e.g., 'work', 'home'.", caseExact, multiValued, readOnly),
				boolean("caseExact", "A Boolean value indicating whether or not a string attribute is case sensitive.", readOnly),
				text("mutability", "Indicates whether or not an attribute is modifiable.", caseExact, readOnly, values("readOnly", "readWrite", "immutable", "writeOnly")),
				text("returned", "Indicates when an attribute is returned in a response (e.g., to a query).", caseExact, readOnly, values("always", "never", "default", "request")),
				text("uniqueness", "Indicates how unique a value must be.", caseExact, readOnly, values("none", "server", "global")),
				text("referenceTypes", "Used only with an attribute of type 'reference'. Specifies a SCIM resourceType that a "+
					"reference attribute MAY refer to, e.g., 'User'.", caseExact, multiValued, readOnly),
			)),
		)),
	)
}
