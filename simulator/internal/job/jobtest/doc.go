// Package jobtest is the contract of job.Store as a test: every implementation calls [Run], and [RunDurable] when what it
// keeps outlives it.
//
// The contract in one sentence: what [job.Store.Load] gives is what the mutations applied so far make of a zero state.
// [Mutations] draws random histories of every kind of mutation for it, about few objects, so that they meet.
package jobtest
