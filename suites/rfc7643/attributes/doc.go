// Package attributes holds a target to what RFC 7643 §2 says about attributes: the CHR checks, on data types, mutability,
// returnability, uniqueness, letter case and unassigned values.
//
//	text.go         CHR-001, 017        strings come back as they were sent
//	types.go        CHR-002 to 005      booleans, numbers, times, binary values
//	references.go   CHR-006             references are URIs that lead somewhere
//	names.go        CHR-007, 018        order and letter case of names
//	unassigned.go   CHR-008             absent, null and [] are one state
//	multivalued.go  CHR-009, 010        one primary, no value twice
//	mutability.go   CHR-011, 012        readOnly and immutable
//	secret.go       CHR-013, 014, 022   writeOnly, never returned, passwords
//	returned.go     CHR-015, 016        always, on request
//	uniqueness.go   CHR-019, 020        who clashes with whom
//	canonical.go    CHR-021             values that nobody suggested
//	person.go       a user with everything, to look at
//
// The checks are driven by what the target publishes: each looks at every attribute of users, their extensions included, that
// it applies to. Where nothing is published they look at userName, displayName, active, name and emails.
//
// What is not stored at all is no finding here: CRE-004 and DSC-027 say so. What RFC 7643 lets a target canonicalise (the
// values of e-mails, phone numbers and other multi-valued attributes, §2.4; the letter case of what is not case-exact, §7) and
// what it may put together itself (formatted) is not held against it.
package attributes
