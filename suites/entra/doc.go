// Package entra holds a target to what Microsoft Entra ID's provisioning service sends and needs: the AAD checks.
//
// Requests are literal: as documented by Microsoft or as seen on the wire (quirks Q01 to Q38), never produced by the
// simulator, so that an error there cannot hide one in the target. One file per theme:
//
//	connection.go   AAD-001, 003             probe, matching
//	token.go        AAD-002                  nothing but the bearer token
//	match.go        AAD-004, 030, 033        matching by other attributes, membership questions, repeated creates
//	create.go       AAD-005, 006             POST /Users
//	coerce.go       AAD-009, 014, 022        booleans as strings, values as sent
//	patch.go        AAD-007, 010, 011        operations: capitals, one per attribute, folded into one
//	active.go       AAD-008, 018, 019        disable, visible when disabled, restore
//	multivalued.go  AAD-012, 015             filtered paths that create
//	elements.go     AAD-013, 035, 036        replace that creates, one element per type, the last operation wins
//	manager.go      AAD-016, 017             bare ids, clearing
//	rename.go       AAD-021                  userName
//	delete.go       AAD-020                  hard delete after soft delete
//	groups.go       AAD-023 to 025           create, find, unique names
//	members.go      AAD-026 to 028           add, remove (both forms)
//	many.go         AAD-029, 037             several members at once, quiet answers
//	errors.go       AAD-032                  details, 409
//	schemas.go      AAD-031, 038             /Schemas
//	load.go         AAD-034                  25 requests a second
//
// Where the RFCs demand the same, the declaration says so (RFC level) and the check counts in the RFC column too; where they
// are silent the RFC column stays empty.
//
// Operations are spelled as Entra spells them (Add, Replace, Remove) unless the target is known to refuse capitals: that is
// AAD-007's finding, and the other checks then go on in lower case.
package entra
