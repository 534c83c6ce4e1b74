// Command bench measures the server under the pattern of Entra's first cycle: for every user a look-up by userName that finds
// nothing, then a create. It prints requests per second beside a bare net/http handler that reads the same requests and writes
// fixed answers of the same sizes, under the same client in the same process, cell by cell in turn, so that what the machine
// does meanwhile hits both.
//
//	go run ./server/internal/bench                      2,000 and 20,000 stored users, concurrency 1 and 16
//	go run ./server/internal/bench -sizes 2000,200000   more
//	go run ./server/internal/bench -cpuprofile cpu.out  profile of the whole run
//
// The store is SQLite in a temporary directory (-dir chooses the disk) with sync full: every create waits for an fsync, which
// concurrent creates share. "ratio" is server to bare handler; "with size" compares that ratio to the one of the smallest
// size. Users created for a measurement are deleted before the next one, so the size stays what it says.
//
// Goals (design §9): ratio 0.5 at concurrency 16, with size 0.9.
//
// Not modelled: the network, TLS, and a client on another machine.
package main
