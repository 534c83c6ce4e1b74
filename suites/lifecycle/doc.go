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
//	deletion.go  LIF-007             an account that vanished behind Entra's back
//	outage.go    LIF-008             requests and answers that are lost; a target that is down for a day
//	throttle.go  LIF-009             429 with Retry-After
//	groups.go    LIF-010             joiner, mover, leaver over three groups
//	chaos.go     LIF-011             drops, doubles and late copies, under the run's seed
//	dialects.go  LIF-012             one story as Entra (both forms), Okta and the plain RFC tell it
//
// The dialect is that of the tenant URL: add ?aadOptscim062020 to judge a target as a job with that flag sees it. Stories need
// the dialect's basics; when a check on one of those fails (AAD-007 and the like) they are skipped, naming it.
//
// Faults (weather.go) stand between the simulator and the target and never touch the target itself: a request that does not
// arrive, an answer that does not come back. The gate faults lets them happen. What the target owes then is that the end is the
// same: nobody twice, nobody lost.
//
// Names carry the run's marker and everything is in the ledger before the cycle that creates it. Where sources disagree about
// Entra the simulator's dials stand at their defaults, and the check reports what was seen (LIF-007).
//
// Not modelled: faults inside the target (the server's defects are for that), OneLogin's and other clients' dialects.
package lifecycle
