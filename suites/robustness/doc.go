// Package robustness tries a target with what nobody means to send, and with more than anybody sends by hand: the ROB checks.
//
//	survive.go    ROB-001 to 003   no hangs and resets; large bodies; bodies at the edge of JSON
//	hostile.go    ROB-004          characters that mean something to databases and browsers
//	unicode.go    ROB-005          names that look alike, characters that nobody sees
//	resource.go   ROB-006          random resources
//	filter.go     ROB-007          random filters against a model (predicate.go)
//	modify.go     ROB-008          random PATCH requests against a model (state.go)
//	latency.go    ROB-009          how long it takes
//	concurrent.go ROB-010          writers of one group at the same time
//	leftover.go   ROB-011          nothing is left behind
//
// # Models
//
// ROB-006 to 008 draw what they send from the run's seed, and compare what the target makes of it with a model: naive code that
// works on what the target itself shows of the run's own data, and shares nothing with any server. What differs is made
// smaller and smaller as long as it differs (shrink.go); the report shows the smallest.
//
// They are about combinations. Each operator and each form of operation is tried alone first; what the target has not got, or
// gets wrong by itself, is left out and has checks of its own (FLT, PAT, TRN-012): one cause, one failure. Where the RFC leaves
// room nothing is drawn: no comparison depends on collation, none on what ne says of an absent attribute.
//
// ROB-001 and 011 look back over the run and come last.
//
// Not modelled: load beyond ROB-009, and attacks that need to be invented for one product.
package robustness
