// Package extension holds a target to schema extensions and resource types of its own: the EXT checks, on RFC 7643 §3.3, §4.3
// and §6, and RFC 7644 §3.5.2 and §3.10 where paths name an extension.
//
//	enterprise.go   EXT-001 to 003, 006, 007   the Enterprise User
//	manager.go      EXT-004, 005               its manager
//	custom.go       EXT-008, 010               extensions that the target has besides
//	types.go        EXT-009                    resource types that the target has besides
//
// Each is skipped as not supported when the target announces nothing of the kind, neither in /Schemas nor in /ResourceTypes.
// What Entra sends in other forms than the RFC's (a bare id for the manager) is for AAD checks.
package extension
