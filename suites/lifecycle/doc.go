// Package lifecycle tells whole provisioning stories against a target: the LIF checks.
//
// Each story makes a small directory of its own people, lets the simulator (the facade of package simulator, and nothing
// behind it) run Entra's cycles on a virtual clock, and then looks at the target over plain HTTP: what counts is the end
// state that anybody can read, never what an answer claimed. Two stories also look at what was sent (LIF-002, LIF-003):
// there the target's echoes decide whether Entra comes to rest.
//
//	initial.go   LIF-001, 002        initial cycle; a second one that has nothing to do
//	change.go    LIF-003, 004, 006   incremental change; join; rename
//	leave.go     LIF-005             unassign, reassign, hard delete
//	groups.go    LIF-010             joiner, mover, leaver over three groups
//
// The dialect is that of the tenant URL: add ?aadOptscim062020 to judge a target as a job with that flag sees it. Stories need
// the dialect's basics; when a check on one of those fails (AAD-007 and the like) they are skipped, naming it.
//
// Names carry the run's marker and everything is in the ledger before the cycle that creates it. Not modelled: faults on
// the way (LIF-008, 009, 011) and other dialects (LIF-012).
package lifecycle
