// Package resource holds a target to the common shape of every resource: the RES checks, on RFC 7643 §3, §3.1 and §3.3
// (schemas, id, externalId, meta, extensions).
//
//	schemas.go       RES-001, 014          schemas, and objects of extensions
//	id.go            RES-002 to 005        id: there, not reserved, stable, the target's own
//	meta.go          RES-006 to 008, 011   meta: the target's own, resourceType, times
//	location.go      RES-009, 010          meta.location and the headers that say the same
//	external.go      RES-012, 013          externalId
//	specimen.go      a user and a group to look at
//
// Names of attributes are looked up in any letter case: what comes in another one than the RFC's is a deviation, not a
// different attribute (RFC 7643 §2.1).
package resource
