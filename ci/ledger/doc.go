// Package ledger remembers what a SCIM server has acknowledged and holds the server to it afterwards: after a kill, a
// restart, a fail-over to another process, a database that was away.
//
// A [Ledger] is the http.RoundTripper of the client that writes. A write counts as acknowledged when its whole answer has
// arrived with a 2xx status; what was cut off may or may not have happened, and both are right. [Ledger.After] arranges for
// the disaster to strike at a chosen acknowledged write, while others are in flight. [Ledger.Check] reads everything back.
//
// Not modelled: deletions and changes of names; the simulated cycles that use this make none.
package ledger
