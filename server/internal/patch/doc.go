// Package patch reads and applies PATCH requests (RFC 7644 §3.5.2) in all forms that the RFC and Entra know.
//
// # Use
//
// [Parse] turns a request body into operations bound to a resource type: paths resolved, filters compiled, values in
// canonical form. [Apply] runs them in order on a copy of a canonical resource and returns the result, or an error and
// nothing: a PATCH is atomic. What Apply returns always satisfies the schema. [Split] finds the changes of group members
// that can be made without loading the member list.
//
// # Forms
//
//	path  "displayName"  "name.givenName"  "emails"  "emails.value"
//	      "emails[type eq \"work\"]"  "emails[type eq \"work\"].value"  "manager[value eq \"U42\"]"
//	      each also behind a schema URN and a colon; a URN alone stands for the extension's object
//	none  the value is an object whose keys are paths: "displayName", "name": {…}, "name.givenName",
//	      "urn:…:User": {…}, "urn:…:User:department"
//
// # Semantics
//
//   - add and replace set single values, merge complex ones (sub-attributes that are not named stay), and for multi-valued
//     attributes append what is not there yet, or replace all elements.
//   - null and [] unassign, in mode entra "" as well; an unassigned element or extension disappears altogether.
//   - With a filter, every matching element is changed. If none matches, one is made from the filter's equality pairs and
//     the value, which later operations of the same request find (Q02); in mode strict only by add, since the RFC's answer
//     to replace is noTarget.
//   - remove ignores a value behind a filter or on a single-valued attribute (Q71). On a multi-valued attribute without
//     filter, a value in mode entra lists the elements that go (Q01); in mode strict it is refused, because taking the RFC
//     literally would empty the group. Removing what is not there succeeds (Q58).
//   - Marking an element primary takes the mark off the others.
//   - A reference (manager) is replaced as a whole, so that no $ref of another resource stays behind.
//   - Two elements never end up with the same type and value, whatever path led there: they become one (RFC 7643 §2.4).
//   - Immutable attributes and parts may get a first value and no other. Write-only ones (password) are checked and left out;
//     [Secrets] has what was said about them.
//   - Without a path, read-only keys are ignored in mode entra, as in POST and PUT.
//   - "schemas" follows the content; operations on it are checked and otherwise have no effect.
//
// # Errors
//
// *scim.Error 400 with invalidSyntax (shape of the request), invalidPath, invalidFilter, noTarget, mutability (read-only,
// immutable, removal of a required attribute) or invalidValue, each naming the operation by its number from 1. A set of
// operations that would take too long against a large resource gives 413.
//
// Not modelled: JSON Patch (move, copy, test, array indexes), and uniqueness, which the store decides.
package patch
