// Package shard spreads the checks of one run over several processes that judge the same target, and puts what they found
// together again.
//
//	Pool      the parent's side: starts processes, hands out one check at a time, collects verdicts
//	Queue     which check a process gets next: one of the area it is at, since checks of an area share data
//	Work      the child's side: judges what it is told until there is nothing more
//
// Parent and child talk JSON, one document after the other: a Job and then Orders to the child's standard input, Events from
// its standard output. Secrets and settings are part of the Job, so that none stands on a command line.
//
// # What can go wrong
//
// A child that dies costs the check that it was at, which becomes an error with the child's last words, and is replaced; what
// it had judged before stays. A child that does not answer for longer than a check may take is killed and counts as dead. The
// end of the standard input before an order to finish, which is also what the death of the parent looks like, interrupts a
// child: it ends the check at hand, deletes what it created, and goes. The parent waits for every child that it started.
//
// # Looking back
//
// Checks about the whole run (no answer was a 5xx) are judged by every child over what that one sent; the verdict that says
// most counts: a failure in one of them is a failure.
//
// Not modelled: children on other machines, and the order of checks: what runs at the same time depends on timing, verdicts do not.
package shard
