// Package scope decides whether an object is in scope for provisioning (engine §3): entitlement by assignment and
// state, scoping filters, and the value of IsSoftDeleted. Everything in it is a pure function of its arguments.
//
// Compile reads the filter of an object mapping once; Evaluate decides about one object. Clauses of a filter group must
// all hold, one group that holds is enough, no group at all lets everything pass. A clause about an attribute without
// value is false, except IS NULL. Comparison is case-sensitive. Regular expressions are those of .NET and not anchored
// (engine §12 row 5).
//
// Attribute values are read through Source by their source names. Booleans are the texts True and False.
//
// Errors. Compile reports every clause that cannot work as a Problem: errors make the mapping unusable, warnings say
// that a clause will never hold.
//
// Not modelled: the operators & and !&, whose documentation is ambiguous (§12 row 6), and IsMemberOf, which Microsoft
// lists as not supported; all three are errors. Filters on multi-valued attributes never hold.
package scope
