// Package match evaluates the conditions and sorts of package store on records, in Go. It is the one definition of what they
// mean that runs: the memory store uses nothing else, the SQLite store calls it from SQL for whatever lies in documents, and
// the PostgreSQL store, which has its own words for most of that, for the rest; the contract suite holds all three to it.
//
// Documents are scanned, not parsed: a value is found by skipping what lies before it, and only strings that are compared
// are decoded.
//
// It also has what the stores share about a Query: positions (base64url of a small JSON object), and paging under a Check.
//
// Errors: only PlaceOf fails, with store.ErrPosition. Conditions must have passed store.CheckQuery.
package match
