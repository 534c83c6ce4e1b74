// Package job holds what a provisioning job remembers between cycles (entra-engine §1), as plain values that
// can be serialised, and the store that keeps them.
//
//	state            cleared by
//	watermark        a restart; an initial cycle follows
//	links            a restart with "Full"; a portal restart keeps them
//	escrows          success of the object, a restart, 28 days after the first failure
//	waiting          the reference's resolution (only with the dial late-references)
//	quarantine       the next cycle that gets past the credential check
//
// State changes only through [State.Apply]. Every change is a [Mutation], and the cycle hands the same mutations
// to the [Store], so that what is in memory and what is stored never differ by more than the mutations of
// the moment. The watermark is written by the mutation that ends a cycle; a simulator that is stopped before that
// repeats the cycle, finds its links and converges.
//
// Object ids are Entra object ids, target ids the SCIM ids the target chose. Times are UTC.
//
// Not modelled yet: staged deletes (deletion guard, §6.5), schema and credentials (§9), life-cycle commands (§2.7).
package job
