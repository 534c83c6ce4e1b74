// Package patch holds a target to RFC 7644 §3.5.2, modifying with PATCH: the PAT checks.
//
//	served.go      PAT-001 to 003         is it served, what does success look like, does it take effect
//	add.go         PAT-004 to 009, 011    §3.5.2.1, single values, several, without path
//	stamp.go       PAT-010, 045           meta.lastModified
//	replace.go     PAT-012 to 016, 046    §3.5.2.3, single values, all values, without path, null
//	selected.go    PAT-017 to 019         §3.5.2.3, elements chosen by a value filter
//	remove.go      PAT-020 to 025, 027    §3.5.2.2
//	forbidden.go   PAT-026, 031, 032      required, readOnly, immutable
//	sequence.go    PAT-028 to 030, 049    order, atomicity, primary, many operations
//	envelope.go    PAT-033 to 035, 047    what a request must look like
//	path.go        PAT-036 to 041         malformed and unknown paths, letter case, URNs
//	value.go       PAT-042 to 044         wrong types, unique values, unknown ids
//	active.go      PAT-048                disabling and enabling
//
// Requests are in the RFC's own form: lower-case operations, the plainest path. What Entra writes differently has checks of its
// own (AAD). Attributes are picked from what the target declares (package subject); success may be 200 or 204, and what came of
// it is read again.
//
// Not modelled: PATCH of resource types other than User and Group.
package patch
