// Package resource is a SCIM document as a JSON tree: built member by member in a chosen order, read by the paths of
// Entra's attribute lists.
//
// Values are nil, bool, string, [Number], []any and [Object]; nothing else may be put into a tree. Encode writes a tree
// as compact JSON in the order it was built, which is how goldens of request bodies stay readable. Decode reads an answer
// with its order kept; duplicate names and invalid UTF-8 are let pass, as .NET's readers do, and the last of two equal
// names counts.
//
// Names are compared exactly, as the tools of Microsoft that read answers do; the literals of filters without regard to
// letter case, and "True" equals true (quirks Q30).
//
// Errors: Decode names the byte at which the text stopped being JSON. Lookups do not fail; a path of which nothing is
// there is absent, and so is null.
//
// Not modelled: filters other than one eq comparison, paths deeper than one sub-attribute.
package resource
