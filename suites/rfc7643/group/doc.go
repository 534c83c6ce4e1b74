// Package group holds a target to RFC 7643 §4.2 and to what RFC 7644 makes of groups: the GRP checks.
//
//	create.go      GRP-001 to 003, 021   displayName, members in the body, shared names
//	member.go      GRP-004, 005, 023     value, $ref and type of a member, attributes=members
//	add.go         GRP-006 to 008, 015   PATCH add, unknown members
//	remove.go      GRP-009 to 013        PATCH remove and replace
//	replace.go     GRP-014               PUT
//	user.go        GRP-016, 017          groups of a user
//	nested.go      GRP-018, 019          groups in groups
//	find.go        GRP-020, 022          filter, unknown ids
//	large.go       GRP-024               1,000 members
//
// Members are always asked for by name (attributes=members): they may be "returned: request" (trap 1 of the check list), and
// compared as a set of ids.
//
// Not modelled: members that are neither users nor groups.
package group
