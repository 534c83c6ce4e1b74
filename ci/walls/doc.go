// Package walls holds the tests that keep the three products apart and the house rules true over the whole module:
// forbidden imports with the reason for each, the wall clock, sizes of files, and names that must not appear.
//
// The compiler already forbids one product the other's internal packages; these tests hold what it cannot see. A rule
// that names a package which no longer exists fails too, so that rules do not outlive what they guard.
package walls
