// Package sorting holds a target to the sorting of RFC 7644 §3.4.2.3: the SRT checks.
//
// Everything is asked of the run's own people (package people), narrowed by a filter that finds exactly them; where no filter
// does that the checks are skipped. Keys are short ASCII words, so that their order does not depend on anybody's collation; what
// the order should be follows from what the target shows of the users.
//
//	order.go     SRT-001 to 004   ascending, descending, letter case, sub-attributes
//	special.go   SRT-005, 006     multi-valued keys, resources without the key
//	whole.go     SRT-007 to 009   pages, unknown keys, honesty of the announcement
//
// Not modelled: collation of letters beyond ASCII, and sorting by more than one key, which SCIM does not have.
package sorting
