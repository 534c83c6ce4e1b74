// Package builtin holds the faults that are written in Go: those that have to look something up, remember something, or know
// a schema. Everything simpler is a rule (package rule).
//
//	all.go         the list, in the order of "What SCIM servers get wrong" (#1 to #64), then the others
//	NAME.go        one fault per file, named after it
//	schema.go      what a request writes, and questions to the correct server
//	members.go     the members an operation is about
//	filters.go     the literals of a filter
//	memory.go      what a fault remembers, bounded and safe for concurrent use
//
// A fault changes what goes in, what comes out, or both; the correct handler does the rest. Where a fault shows values that
// are not stored (a literal key, a second owner of a name), it keeps them itself and puts them over the answers.
//
// What a fault remembers is per compiled chain and holds the last 10,000 resources. Faults for authentication stand in front
// of the whole port and remember the credentials that were let in; they are for test servers, as everything here.
package builtin
