// Package bulk holds a target to RFC 7644 §3.7, bulk operations: the BLK checks.
//
//	served.go      BLK-001, 002, 008      501 without bulk, the envelope, all four methods
//	result.go      BLK-003 to 007         one result per operation, and what is in it
//	reference.go   BLK-009, 010           bulkId in later and in earlier operations
//	failure.go     BLK-011, 012, 017      going on after an error, failOnErrors, duplicates
//	limit.go       BLK-013, 014           maxOperations, maxPayloadSize
//	invalid.go     BLK-015, 016           requests that are none
//	version.go     BLK-018                preconditions
//
// Results are matched by bulkId, by location, or by their place, in this order, since the RFC lets a target choose. status may
// be a string, as in the RFC's examples, or an object with code, as in its prose (trap 14 of the check list).
//
// A target that announces fewer operations than a check needs is not judged by it.
//
// Not modelled: bulk at the root with methods of one resource only, and asynchronous bulk (RFC 9967).
package bulk
