// Package memory keeps a store.Store in maps: for tests, for `serve --memory`, and as a second reading of the contract
// that the SQLite store is held against.
//
// One lock guards everything: readers share it, an Update has it alone, so readers see the last commit. An Update
// changes the maps in place and keeps a journal of how to undo each change; when the callback fails, panics or ends its
// goroutine, the journal is played backwards.
//
// Nothing is durable, and nothing waits for a disk. Errors are those of package store.
package memory
