// Package custom reads the schemas and resource types that an organisation has of its own (RFC 7643 §6, §7) and joins them
// with the core ones to a registry.
//
// The documents are those that /Schemas and /ResourceTypes answer, so what another service provider publishes can be used as it
// is. What is left out has the defaults of RFC 7643 §2.2: single-valued, optional, readWrite, returned by default, not unique,
// letter case ignored. schemas and meta are not looked at.
//
//	{"id": "urn:example:params:scim:schemas:2.0:Badge", "name": "Badge", "attributes": [
//	   {"name": "number", "type": "string", "required": true, "mutability": "immutable"}]}
//
//	{"name": "User", "schemaExtensions": [{"schema": "urn:example:params:scim:schemas:2.0:Badge", "required": false}]}
//	{"name": "Device", "endpoint": "/Devices", "schema": "urn:example:params:scim:schemas:2.0:Device"}
//
// A resource type with the name of a core one adds extensions to it; Enterprise User stays.
//
// # Rules
//
//   - A schema's id is a URN that no other schema or message has. Attribute names are letters, digits, - and _ (RFC 7643 §2.1),
//     each once without regard to letter case. id, externalId, meta and schemas are part of every resource and cannot be defined.
//     An extension may have an attribute of the same name as the core (EXT-010).
//   - Only complex attributes have sub-attributes, at least one, none of them complex (§2.3.8). value, display, type, primary and
//     $ref have the types of §2.4.
//   - References name what they refer to (§7): external, uri, or resource types that exist.
//   - A writeOnly attribute is never returned.
//   - One single-valued string attribute of a resource type's own schema may be unique within the organisation. Extensions
//     cannot have one: nothing would enforce it.
//   - Endpoints are one segment below the base URL and not taken.
//
// # Errors
//
// Problems of package document, noted at the values that cause them.
//
// Not modelled: default values of attributes, several unique attributes, sub-attributes that are complex (only the Schema
// resource has them), and changing or removing core schemas.
package custom
