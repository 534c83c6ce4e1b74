// Package job holds what a provisioning job remembers between cycles (entra-engine §1), as plain values that
// can be serialised, the commands that govern its life (§2.7), and the stores that keep it.
//
//	state            cleared by
//	watermark        a restart with Watermark; an initial cycle follows
//	unsettled        the next watermark
//	links, waiting   a restart with ConnectorDataStore; a portal restart keeps them
//	escrows          success of the object, a restart with Escrows, 28 days after the first failure
//	staged           the next cycle that is allowed to carry them out, or finds no reason to
//	quarantine       the next cycle that gets past every threshold, Start, a restart with QuarantineState
//
// State changes only by [Mutation], and the cycle hands the same mutations to the [Store], so that what is in memory and
// what is stored never differ by more than the mutations of the moment. The watermark is written by the mutation that ends a
// cycle; a simulator that is stopped before that repeats the cycle, finds its links and converges. Both the state in memory
// and a store are a [Target], so that a mutation means the same to either; what a store writes follows the number of
// mutations, never the size of the state.
//
// The state also knows the directory's history up to the watermark by a fingerprint, the mapping and the tenant URL it was
// made with, and the time of the job's clock, so that another process can go on, and can tell when something else was
// changed meanwhile.
//
// [Core.Describe] puts a state into the words of Graph's synchronizationJob (graph-synchronization §3.2).
//
// Object ids are Entra object ids, target ids the SCIM ids the target chose. Times are UTC.
//
// Not modelled: the schema and credentials as stored resources (§9), jobs that were created and never started.
package job
