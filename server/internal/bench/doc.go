// Command bench measures the server. Each topic is a table; what is compared in it is measured in turn, round by round within one
// run, and the median of the rounds counts, because machines are noisy: read the ratios, not the absolute figures.
//
//	pattern   Entra's first cycle (for every user a look-up by userName that finds nothing, then a create) beside a bare
//	          net/http handler that reads the same requests and writes fixed answers of the same sizes, under the same client
//	members   group PATCH that adds one member, in a group of 10 and in one of 10,000
//	lists     a page of 100 at the beginning, behind 95 % of the users by index, and there by cursor
//	filters   searches with an index and searches that look at every user
//	memory    a server process of its own: idle, after a stretch of the pattern, after a search that looked at every user
//	allocs    allocations and time of one request in the handler
//
//	go run ./server/internal/bench                               2,000 and 20,000 stored users, SQLite and PostgreSQL
//	go run ./server/internal/bench -all -markdown                200,000 too, tables for a page (make bench BENCH='-all -markdown')
//	go run ./server/internal/bench -topics lists -sizes 200000   one table
//	go run ./server/internal/bench -topics pattern -cpuprofile cpu.out
//
// SQLite is in a temporary directory (-dir chooses the disk) with sync full: every create waits for an fsync, which concurrent
// creates share. PostgreSQL is the one that ENTRASIM_POSTGRES_URL names, whose user must be allowed to create databases; each
// size gets one, dropped at the end. `make bench` starts one with fsync on. Without one the report says that it was not measured.
// Users are stored in bulk, through the same code as the server's but hundreds in a transaction, without network and without
// waiting for the disk, before anything is measured; those created by a measurement are deleted again.
//
// "ratio" is server to bare handler; "server µs" and "bare µs" are the processor time of one user's two requests, the client's
// included and PostgreSQL's not, which other work on the machine disturbs less than it does the wall clock's; "with size" and "growth" compare to the smallest size, the small group, the first page.
// Goals (design §9): ratio 0.5 at concurrency 16, with size 0.9, growth with members 2 at most.
//
// Not modelled: the network, TLS, and a client on another machine; a PostgreSQL on this one takes CPU from the server.
package main
