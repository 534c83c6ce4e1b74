package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// groupSchema is the core Group of RFC 7643 §4.2 and §8.7.1.
func groupSchema() *Schema {
	return NewSchema(scim.SchemaGroup, "Group", "Group",
		text("displayName", "A human-readable name for the Group. REQUIRED.", required),
		many("members", "A list of members of the Group.", with(
			text("value", "Identifier of the member of this Group.", immutable),
			reference("$ref", "The URI corresponding to a SCIM resource that is a member of this Group.", immutable, refers("User", "Group")),
			text("type", "A label indicating the type of resource, e.g., 'User' or 'Group'.", immutable, values("User", "Group")),
			text("display", "A human-readable name, primarily used for display purposes.", immutable),
		)),
	)
}
