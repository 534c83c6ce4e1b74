// Package acting lends the simulator's provisioning job to the tests that go through Entra.
//
// [Jobs] makes a job of each directory a test comes with: a simulator of its own, on a virtual clock, with the mapping,
// dials and transport that the run was given. On-demand provisioning is acted out by the cycle of such a job in the
// dialect without the flag: wire §10 says that its requests are those of a cycle for one object, and quirks Q51 that it
// ignores the flag.
//
// It stands apart from the tests so that these do not depend on the facade.
package acting
