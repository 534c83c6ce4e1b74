// Package postgres keeps the server's data in PostgreSQL (tested with 15), so that several server processes share one store.
//
// Open brings the tables up to date under an advisory lock (ten processes may start together) and returns a store.Store with
// the same contract as the others: storetest holds it to that. Nothing is remembered between calls: what one process commits,
// the next read of any other sees.
//
// # Transactions
//
// Writes run at READ COMMITTED. What a transaction reads for a decision it locks (FOR NO KEY UPDATE), and Tx.Lock is an
// advisory lock per organisation for decisions that hang on lists. A transaction that lost a race (a deadlock, a key that
// somebody else took in between) is run again, which is why callbacks of Update have to be re-runnable. It begins together with
// its first statement (transaction.go; one that only inserts a record is sent whole, insert.go), and commits with
// synchronous_commit on: acknowledged means on disk.
//
// # When the database is away
//
// An operation that has changed nothing yet is tried again as long as Options.Patience says, then it gives store.ErrUnavailable;
// so does a commit whose answer did not come, which is never sent twice. Ping asks once, without patience, whether the database
// takes reads and writes. A process has at most Options.MaxConns connections (10, or pool_max_conns of the URL); whoever wants
// one more waits, as long as its context allows.
//
// # Conditions
//
// Conditions and sort keys of store.Query run in the database, exactly, on a search document beside the stored bytes
// (search.go). A user's password is not in it. Letter case is folded as package scim does it, not as a locale has it (fold.go);
// NUL and bytes that are not UTF-8 are escaped (text.go).
//
// What has to be found by an index is written such that PostgreSQL has no other way, because before a table has been analysed,
// and with parameters it does not know, it would rather read whole tables: LATERAL with OFFSET 0, arrays instead of joins and of
// NOT EXISTS, and no index offered that finds too much (where.go). For the same reason the tables are analysed early, and
// just-in-time compilation is off unless the URL says jit=on: it takes longer than each of these queries does.
//
// totalResults of a page are counted, which takes longer the more there is to count.
//
// # Errors
//
// Those of package store. What is wrong with a URL is said without its password.
//
// Not modelled: group commit (PostgreSQL has its own), read replicas, sharding, connection poolers that share a connection
// between transactions (prepared statements are kept per connection).
package postgres
