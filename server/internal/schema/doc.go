// Package schema holds the schemas and resource types of RFC 7643 and everything that follows from them: resolving
// attribute names, bringing a client's object into canonical form, writing it in schema order, choosing what to return, and
// the discovery documents of RFC 7643 §6 and §7.
//
// # Schemas
//
// [Core] is the registry of the server: User (with the Enterprise User extension), Group, and the three schemas that
// describe the service provider. Names, descriptions and characteristics are those of RFC 7643 §8.7, with these differences,
// each demanded by the text of the same RFC:
//
//	Group.displayName                   required            §4.2 says REQUIRED, the JSON says false
//	Group.members.display               added               §2.4 gives every multi-valued attribute a display
//	User.addresses.primary              added               §2.4; RFC 7644 §3.5.2.3 uses it; Entra sends it
//	ServiceProviderConfig.etag          added               §5
//	….authenticationSchemes.type        added               §5
//	….authenticationSchemes.primary     added               §5 and §8.5
//	ResourceType.schemaExtensions       multi-valued        §6 and §8.6
//	Schema ….subAttributes.referenceTypes multi-valued      §7
//	Schema ….type                       knows "binary"      §2.3.6
//
// References, binaries and identifiers of resources (members.value, groups.value, manager.value) are compared
// case-sensitively whatever caseExact says in the published JSON, because §2.3.6, §2.3.7 and §3.1 (id) say so.
//
// # Canonical form
//
// [ResourceType.Normalize] turns any accepted input into one form: names in schema case, extension attributes under their
// URN, values of the schema's type, no null, no empty array or object, nothing read-only, one primary element at most,
// "schemas" listing exactly what is present. Values themselves are never changed (Q17). Write-only attributes (password)
// are checked and handed over apart ([ResourceType.NormalizeSecrets]); no resource holds them.
//
// [ResourceType.Replace] is Normalize for a PUT: immutable attributes keep the value they have (RFC 7644 §3.5.1).
// [ResourceType.Conform] fits a stored resource to schemas that were changed since.
//
// # Switches
//
// Every place where the RFC and Entra disagree, and every one that the RFC leaves open and clients stumble over, is a row of
// one table: [Switches] has both behaviours and the evidence, testdata/switches.md is the table as text. A [Mode] is a choice
// for every switch. [ModeEntra] is the default mood of the server, [ModeStrict] the RFC to the letter, [ModeAwkward] legal but
// inconvenient. Nothing else in the server asks for a mood by name.
//
// # Errors
//
// Everything wrong with input is a *scim.Error with scimType invalidValue (values), invalidSyntax (the "schemas" list) or
// invalidPath (names), naming the attribute in the notation of RFC 7644 §3.10.
//
// # Order
//
// [ResourceType.SortBy] binds a sortBy (RFC 7644 §3.4.2.3); [SortKey.Of] gives the text by which a resource is sorted.
//
// Not modelled: uniqueness (the store's business; [ResourceType.UniqueAttribute] says of what), resolving references, and
// default values.
package schema
