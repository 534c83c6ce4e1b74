// Package postgres keeps the server's data in PostgreSQL, so that several server processes share one store.
//
// Open brings the tables up to date under an advisory lock (ten processes may start together) and returns a store.Store with
// the same contract as the others: storetest holds it to that.
//
// Writes are transactions of their own, serialisable where they must be; one that lost a race is run again, which is why
// callbacks of Update have to be re-runnable. While the database cannot be reached, an operation that has changed nothing yet
// is tried again as long as Options.Patience says, then it gives store.ErrUnavailable; Ping tells the truth.
//
// Conditions and sort keys of store.Query run in the database on a search document beside the stored bytes; what they cannot
// say exactly is reported as inexact, and the caller checks again. NUL and bytes that are not UTF-8 are escaped (text.go).
//
// Not modelled: group commit (PostgreSQL has its own), read replicas, sharding.
package postgres
