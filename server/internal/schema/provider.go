package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// providerConfigSchema is the schema of /ServiceProviderConfig (RFC 7643 §5 and §8.7.2, RFC 9865 §4).
func providerConfigSchema() *Schema {
	return NewSchema(scim.SchemaServiceProviderConfig, "Service Provider Configuration", "Schema for representing the service provider's configuration",
		reference("documentationUri", "An HTTP-addressable URL pointing to the service provider's human-consumable help "+
			"documentation.", readOnly, refers("external")),
		single("patch", "A complex type that specifies PATCH configuration options.", required, readOnly, with(
			boolean("supported", "A Boolean value specifying whether or not the operation is supported.", required, readOnly),
		)),
		single("bulk", "A complex type that specifies bulk configuration options.", required, readOnly, with(
			boolean("supported", "A Boolean value specifying whether or not the operation is supported.", required, readOnly),
			integer("maxOperations", "An integer value specifying the maximum number of operations.", required, readOnly),
			integer("maxPayloadSize", "An integer value specifying the maximum payload size in bytes.", required, readOnly),
		)),
		single("filter", "A complex type that specifies FILTER options.", required, readOnly, with(
			boolean("supported", "A Boolean value specifying whether or not the operation is supported.", required, readOnly),
			integer("maxResults", "An integer value specifying the maximum number of resources returned in a response.", required, readOnly),
		)),
		single("changePassword", "A complex type that specifies configuration options related to changing a password.", required, readOnly, with(
			boolean("supported", "A Boolean value specifying whether or not the operation is supported.", required, readOnly),
		)),
		single("sort", "A complex type that specifies sort result options.", required, readOnly, with(
			boolean("supported", "A Boolean value specifying whether or not the operation is supported.", required, readOnly),
		)),
		single("etag", "A complex type that specifies ETag configuration options.", required, readOnly, with(
			boolean("supported", "A Boolean value specifying whether or not the operation is supported.", required, readOnly),
		)),
		single("pagination", "A complex type that indicates pagination configuration options.", readOnly, with(
			boolean("cursor", "A Boolean value specifying support of cursor-based pagination.", required, readOnly),
			boolean("index", "A Boolean value specifying support of index-based pagination.", required, readOnly),
			text("defaultPaginationMethod", "A string value specifying the type of pagination that the service provider defaults to "+
				"when the client has not specified which method it wishes to use.", readOnly, values("cursor", "index")),
			integer("defaultPageSize", "A positive integer value specifying the default number of results returned in a page when a "+
				"count is not specified in the query.", readOnly),
			integer("maxPageSize", "A positive integer specifying the maximum number of results returned in a page regardless of what "+
				"is specified for the count in a query.", readOnly),
			integer("cursorTimeout", "A positive integer specifying the minimum number of seconds that a cursor is valid between page "+
				"requests.", readOnly),
		)),
		many("authenticationSchemes", "A complex type that specifies supported authentication scheme properties.", required, readOnly, with(
			text("type", "The authentication scheme.", required, readOnly, values("oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest")),
			text("name", "The common authentication scheme name, e.g., HTTP Basic.", required, readOnly),
			text("description", "A description of the authentication scheme.", required, readOnly),
			reference("specUri", "An HTTP-addressable URL pointing to the authentication scheme's specification.", readOnly, refers("external")),
			reference("documentationUri", "An HTTP-addressable URL pointing to the authentication scheme's usage documentation.", readOnly, refers("external")),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred authentication scheme. The primary "+
				"attribute value 'true' MUST appear no more than once.", readOnly),
		)),
	)
}
