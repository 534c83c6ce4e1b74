// Package version holds a target to RFC 7644 §3.14 and RFC 7232, versions of resources and conditional requests: the ETG
// checks.
//
//	absent.go       ETG-001             a target without versions
//	tag.go          ETG-002 to 004      where the tag stands and how it is written
//	conditional.go  ETG-005 to 007      If-None-Match, If-Match
//	change.go       ETG-008, 009        when the tag changes
//	demand.go       ETG-010, 011        preconditions that are demanded; two writers
//
// Weak tags are compared in If-Match as SCIM's own examples do, although RFC 7232 §3.1 has the strong comparison there.
// RFC 7644 §3.12 gives both 409 and 412 for a version that does not match: 409 is a deviation, no failure.
//
// Changes are made by PATCH where the target has it and by PUT otherwise.
//
// Not modelled: If-Modified-Since, lists of tags, and versions in bulk requests (BLK).
package version
