// Package binary tests the built entrasim binary from outside, as a pipeline or a person at a terminal meets it: exit
// codes, the error: and hint: lines for each kind of bad input, the ready line, draining, determinism across processes,
// and that no acknowledged write is lost when the server is killed with SIGKILL in the middle of a cycle.
//
// TestMain builds the binary once. The kill test runs 5 rounds; ENTRASIM_KILLS=50 runs as many as wanted.
package binary
