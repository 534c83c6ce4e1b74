package cli

import "runtime"

// headroom is how much garbage may gather between two collections, beyond what Go allows for what is alive.
const headroom = 16 << 20

// withHeadroom makes the garbage collector run less often until release is called. A server keeps so little in Go's heap
// (databases have their own memory) that it would collect after every few hundred requests, and spend about a tenth of its time on
// it. What is allocated here counts as alive, but is never touched and so takes address space, no memory. Unlike a higher
// GOGC it does not multiply the garbage of a server that holds much, as one in memory may.
func withHeadroom() (release func()) {
	reserved := make([]byte, headroom)
	return func() { runtime.KeepAlive(reserved) }
}
