// Package retrieval holds a target to the reading of single resources, RFC 7644 §3.4.1: the GET checks.
//
//	read.go    GET-001, 007, 008   the answer to GET and HEAD
//	ids.go     GET-002 to 006      unknown, odd, escaped, re-cased and misplaced ids
//
// Ids are taken as the target makes them: an unknown id is one of the same form where that can be told, and that of a deleted
// user otherwise, because a target may refuse what cannot be one of its ids.
//
// Not modelled: conditional reads (ETG checks) and projections (ATT checks).
package retrieval
