// Package search holds a target to queries in a body, RFC 7644 §3.4.3: the SEA checks.
//
//	served.go      SEA-001, 002, 004 to 006   where .search is, and what it takes
//	parameters.go  SEA-003                    that its parameters mean what they mean in a URL
//
// A target cannot announce .search. One that answers 501, 405 or 403 is taken at its word; one that answers 404 is told once, by
// SEA-001, and the others are skipped.
//
// Not modelled: searching by cursor (CUR-017) and below other resource types than users and groups.
package search
