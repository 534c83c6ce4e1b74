// Package sqlite keeps the states of jobs in one SQLite file (modernc.org/sqlite, no cgo).
//
// # On disk
//
// Links, escrows, waiting references and staged deletions are a row each; the rest of a job's state is one JSON document of
// constant size. So a cycle with ten changes writes ten rows, however many links there are. The schema is in
// migrations/*.sql and brought up to date when the file is opened; a file that is newer than the program is refused. Times
// within rows are texts of RFC 3339 in UTC, so that people can read them with any SQLite client.
//
// # Durability
//
// Each call of Apply is one transaction in a write-ahead log, committed before it returns: whoever kills the process
// afterwards takes nothing away. The log is not synced to the disk with each commit: a power cut may take the last moments
// back, which does no more harm than a cycle that was stopped a little earlier.
//
// # Sharing
//
// A simulator opens the file with [Open], which also locks FILE.lock until it is closed or its process ends: two simulators
// on one job would repeat each other's work. Commands open it with [Attach] beside a running simulator, which notices
// ([Store.Changed]) and takes their changes up before its next cycle.
//
// Not modelled: network file systems, whose locks are not to be trusted.
package sqlite
