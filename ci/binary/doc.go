// Package binary tests the built entrasim binary from outside, as a pipeline or a person at a terminal meets it: exit
// codes, the error: and hint: lines for each kind of bad input, the ready line, draining, determinism across processes,
// and that no acknowledged write is lost when the server is killed with SIGKILL in the middle of a cycle.
//
// TestMain builds the binary once. The kill tests run a few rounds; `make kills` runs ENTRASIM_KILLS of them. Those over
// PostgreSQL start a cluster of their own with ci/scripts/postgres.sh and are skipped, outside CI, where there is none.
package binary
