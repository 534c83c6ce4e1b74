// Package storetest is the contract of package store as tests. Every implementation runs it, so that the server behaves
// the same whatever keeps its data:
//
//	RunContract      what each method does, with awkward values
//	RunTransactions  Update: all or nothing, failures, panics, ended contexts, closing
//	RunConcurrency   many callers at once; run it under the race detector
//	RunIsolation     two organisations that are alike in everything
//	RunDurability    what is there after closing and opening again (durable stores only)
//	RunDifferential  random histories, two stores, the same answers
//	RunBenchmarks    Entra's first cycle in small and large stores
//
// The open function returns a new, empty store; closing it is open's business, through t.Cleanup, and a store may be
// closed by the test already.
package storetest
