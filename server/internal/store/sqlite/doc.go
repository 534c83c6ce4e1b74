// Package sqlite keeps a store.Store in one SQLite file (modernc.org/sqlite, no cgo).
//
// # On disk
//
// The data directory holds entrasim.db, its write-ahead log entrasim.db-wal, and entrasim.lock, which one open store
// locks at a time: a second one gets *InUseError, and a process that ends, in whatever way, lets go. Since nobody else
// is about, SQLite uses its unix-excl VFS, which spares every read the file locks; other programs can read the database
// only while the store is closed. The schema is in migrations/*.sql and brought up to date by Open; a database that is
// newer than the program is refused.
//
// Times are INTEGER nanoseconds, UTC, NULL when absent. Records lie in the order of their Seq, so that inserting appends,
// however random their ids; indexes begin with the key, the most telling column, and leave out records without it.
//
// # Writing
//
// One goroutine owns the one connection that writes. It takes every Update that waits, runs the callbacks in one
// transaction, commits, and answers all: the cost of a commit, an fsync with Options.Synchronous Full, is shared by
// whoever came while the last one was under way, and by whoever comes while it lets the goroutines go first that can run; it
// never waits for time to pass. A callback that fails after it wrote makes the batch run again with a
// savepoint for each; a transaction that fails makes it run again one by one. Hence the rule that callbacks may run
// several times. With Full, SQLite itself does not wait for the disk: the writer makes the log durable beside the next transaction
// (flight.go), and both who wrote and who may have read what was written are answered when it is. An acknowledged Update has been committed: with Full it survives a power cut, with Normal kill -9.
//
// # Reading
//
// A few connections read beside the writer and see the last commit. A read outside Update holds one for as long as one
// statement; scans fetch pages of 256 records and hold none in between.
//
// A look-up by unique key that finds nobody, which comes before every create, is answered without SQLite: a Bloom filter, four
// to eight bytes for a record, knows all keys that ever were. It is filled from the database, beside the requests, when the first
// such look-ups have come, and kept up by the writer.
//
// Connections are used through database/sql/driver with statements prepared once, not through database/sql: the writer
// decides itself what a transaction is, and short reads do without the goroutine that would watch their context.
//
// Errors are those of package store. Not modelled: several processes on one database.
package sqlite
