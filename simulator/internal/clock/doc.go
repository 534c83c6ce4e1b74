// Package clock is the simulator's only source of time.
//
// Provisioning is paced by the calendar: a cycle every 40 minutes (entra-engine §2.6), a purge 30 days after a soft
// delete (§10). Everything that waits or reads the time does so through a [Clock], so that the same code runs against
// a staging endpoint in real time and through 30 virtual days in milliseconds.
//
//	Real()      the machine's clock; Sleep waits.
//	NewVirtual  stands still except when told: Advance moves it, Sleep jumps straight to its deadline.
//
// All times are in UTC. A virtual clock never runs backwards.
//
// Not modelled: timers and tickers. Network timeouts are a matter of the HTTP client and always in real time.
package clock
