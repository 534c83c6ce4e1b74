// Package creation holds a target to RFC 7644 §3.3: the CRE checks.
//
//	created.go     CRE-001 to 003, 022           the answer to a create
//	stored.go      CRE-004, 021, 024, 025        what becomes of the values
//	duplicate.go   CRE-005 to 007, 019, 020      names that are taken
//	required.go    CRE-008 to 010, 023           what has to be there
//	body.go        CRE-011, 012                  bodies that are no resource
//	schemas.go     CRE-013 to 015                schemas of a body
//	odd.go         CRE-016 to 018                attributes and values that do not belong
//
// Users are minimal where the check is about something else, and hold a plausible value for everything that the target's own
// schema declares writable where it is about that. A create that should be refused and is not is cleaned up like any other.
//
// Not modelled: bulk creates (BLK checks) and groups (GRP checks).
package creation
