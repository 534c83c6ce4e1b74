// Package attribute holds the lists of attributes that Microsoft's tools test an endpoint with.
//
// A [List] has the attributes of users and of groups, in the order in which the tool puts them into a body. It comes from
// one of three sources, the three buttons of the SCIM Validator's first page (entra-docs, validator tutorial):
//
//	Default     the attributes the tool proposes: the bodies of four public result files of 2026 (quirks VAL; obs)
//	Discovered  GET /Schemas, flattened by the rules of the gallery's workflow (wire §5)
//	Uploaded    a synchronization schema of Entra, through package mapping: the mapped target attributes
//
// Every [Attribute] carries its path as Entra writes it, its type, and what the schema says about it as far as the tools
// look at it. Password, id, meta and schemas are in no list (quirks Q66).
//
// Errors. Discovered gives an error when the document is no ListResponse of schemas, or has no User schema: then the
// tools cannot go on either.
//
// Not modelled: the editor in which a person changes the list, attributes of resource types other than User and Group,
// and members[type eq "Group"].value, which one public run of 2026 replaced with a value nobody has published.
package attribute
