// Package filter reads and evaluates the filter language of RFC 7644 §3.4.2.2 and the paths of PATCH operations (§3.5.2).
//
// # Parsing
//
// [Parse] and [ParsePath] are a hand-written lexer and recursive descent over the ABNF of figures 1 and 7. Beyond it they
// accept what Entra and the RFC's own examples contain: a path behind a value filter, emails[type eq "work"].value eq "x"
// (Q16), read as emails[type eq "work" and value eq "x"]; a missing blank between operator and string, as in
// members[value eq"U7"] (RFC 7644 §3.5.2.2); and, if [Limits].Unquoted is set, values without quotes (Q78). [LimitsFor] gives
// what a mode tolerates of these. Operators and the words and, or, not ignore letter case. Strings are JSON strings with all
// their escapes (Q63).
//
// Length and nesting are capped, chains of "and" and "or" are flat lists: neither memory nor stack depends on more than the
// length of the input, and every byte is looked at a bounded number of times.
//
// # Evaluating
//
// [Compile] binds an expression to a resource type and a mode: attribute names are resolved, literals brought into the
// type of the attribute ("True" for a boolean, Q30; dates as points in time), combinations that make no sense refused. A
// [Program] is immutable, safe for concurrent use, and never fails. It expects canonical resources (package schema) with id
// and meta added if the filter is to see them.
//
//   - Strings compare as caseExact says; gt, ge, lt, le on strings compare code points (after folding if not case-exact).
//   - An attribute with several values matches if one of them does. A complex attribute without sub-attribute means its
//     "value": emails co "x", manager eq "U42", members eq "U7" (Q44).
//   - ne holds for an attribute without value, since nothing is not identical to something; all other comparisons do not.
//     "primary" without value counts as false (RFC 7643 §2.4).
//   - eq null means "not present", ne null "present".
//   - Attributes that are never returned cannot be asked about (RFC 7643 §9.2), nor can undefined ones: both are refused,
//     because "not (unknown eq 1)" must not select everything.
//
// # Errors
//
// Every error is a *scim.Error 400. Filters give invalidFilter, also inside a path's brackets; the rest of a path gives
// invalidPath. Syntax errors name the position as a byte column, counted from 1.
//
// Not modelled: sorting (package schema), and comparisons between two attributes, which the grammar does not have.
package filter
