// Package driver carries out what the engine decides: it sends the operations of a cycle, feeds the replies back,
// stores the state changes and hands on the log entries, each with the exchanges it caused.
//
// The engine never has more operations under way than the dial concurrency allows, and each runs in a goroutine of its
// own, but for one that is alone; everything else happens in the goroutine that calls [Driver.Run]. Log entries and
// exchanges come out in the engine's canonical order, whatever the order of the answers.
//
// When the context ends, the requests under way are cut off, what was answered before is still taken into account and
// stored, and the cycle is aborted: its watermark stays where it was, so the next cycle comes across the rest again.
//
// Throttling (429) is the engine's business by default: the object fails until the next cycle. The other two stories of
// wire §13.3 are played here, because they concern requests and not objects (dial on-429).
package driver
