// Package projection holds a target to attributes and excludedAttributes, RFC 7644 §3.9: the ATT checks.
//
//	chosen.go     ATT-001 to 003, 010, 011   attributes on reads, lists and searches
//	writes.go     ATT-004, 005               on the answers to writes
//	excluded.go   ATT-006, 007, 012 to 014   excludedAttributes, both, passwords, members
//	parts.go      ATT-008, 009               sub-attributes and URNs
//
// What may stand beside the attributes asked for is what the target's own schemas mark as always returned, with id and schemas,
// which every resource has. meta need not be there (trap 4). What is shown as null or as an empty array counts as not shown.
//
// Not modelled: attributes whose returned is request, beyond members.
package projection
