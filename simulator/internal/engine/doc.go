// Package engine decides what the provisioning service does in one cycle (entra-engine §2–§6, §11). It is pure:
// no clock, no goroutine, no network, no storage, no context. A [Cycle] is built from what is known, stepped with
// the endpoint's replies, and hands out what is to be done:
//
//	c := engine.New(input)
//	for {
//		r := c.Ready()       // operations to send, state changes to store, log entries to write
//		store(r.Mutations)
//		write(r.Entries)
//		send(r.Ops)          // at any speed, in any order, in parallel
//		if r.Done {
//			break
//		}
//		c.Step(<-replies)    // one reply per operation
//	}
//	result := c.Result()
//
// # Passes
//
//	probe     the credential check that precedes every cycle (Q06, Q31); its failure ends the cycle and the
//	          watermark stays where it is
//	users     create, update, disable, delete
//	groups    create without members, update, delete
//	managers  the users' manager references
//	members   the groups' member references; the PATCHes of one group follow each other
//
// A pass begins when the one before is through, so a reference always finds its object's final link.
//
// # Order and timing
//
// Within a pass objects have a canonical order: that of the change feed, then the retries that are due, oldest
// first. Up to Settings.Concurrency objects are under way at once, each with one operation at a time. What the
// outcome is does not depend on the order of the replies:
//
//   - Objects that have a matching value in common, old or new, follow each other in canonical order: a user who takes
//     over the name of a leaver waits until the leaver has given it up.
//   - An object that finds an account to join decides when all objects before it have been matched.
//   - Log entries leave in canonical order, and their ids derive from seed, job, cycle and object.
//
// Two things do depend on timing. When the endpoint refuses the credentials in the middle of a cycle, the objects that are
// under way at that moment are still finished. And when somebody else has given a linked account another matching value,
// which no object here has, the engine learns of it only by reading the account.
//
// # Decisions
//
// Deprovisioning follows the table in §3.6, matching §4.2, change detection §5.3, retries §6.1. An object that was
// never linked and is not in scope costs no request. Membership is driven by the change feed and trusts what the
// target acknowledged; it is never read back (Q59). A group that becomes linked gets all its members.
//
// # Cycles that break off
//
// A cycle that is killed, or fails as a whole, leaves the watermark where it was; the next one comes across the same objects. What
// it cannot tell from the objects themselves is noted before it is sent: that references are being written from here on
// (job.Unsettle: whatever the source does to them afterwards is written as it is then, because the feed is net and members are
// never read), that a group's members are not complete (Link.Partial), that a deletion has been sent (Link.Leaving). References that
// were waited for are forgotten with the watermark. The notes cost as much as there are writes. Not noted: creates. An account whose
// create was answered to nobody is found again by its name, or not at all (quirks, observed sequences: failure).
//
// # Deletion guard
//
// With Settings.DeleteThreshold the cycle counts, before it touches anything, whom it is going to disable or delete: that
// follows from source, scope and links alone. More than the threshold, and none of them is (§6.5, §12.10): they are logged as
// staged and remembered, and the job goes into quarantine. A user whom the job has left disabled before does not count again.
// Each later cycle looks at them anew; those with a reason to stay are let go.
//
// # One object
//
// With a [Subject] a run is about one object: provision on demand (§7), and the rehearsal of what the next cycle will do with
// it. The passes are the same; watermark, quarantine and escrows are left alone.
//
// Not modelled: connectors that delete in place of disabling (row 11).
package engine
