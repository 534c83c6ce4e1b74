// Package put holds a target to RFC 7644 §3.5.1, replacing with PUT: the PUT checks.
//
//	served.go      PUT-001, 002, 010        status and body, effect, unknown ids
//	replace.go     PUT-003 to 005, 012      values given, left out, cleared; the same again
//	mutability.go  PUT-006 to 008           readOnly, the id, immutable
//	refuse.go      PUT-009, 011, 013        required, unique, a failed PUT
//	extension.go   PUT-014                  extensions come and go
//
// A body is the one that the user was created with, changed: what the target took on create it can take again. readOnly values
// are sent by the checks about them only.
//
// Not modelled: PUT with If-Match (ETG checks), and of groups (GRP-014).
package put
