// Package grading judges a provisioning client by what it sends: the CLI checks of the check list.
//
//	recorder := grading.Record(handler, grading.Options{Base: "/scim/v2", Now: time.Now, Provoke: grading.Provoke{Throttle: true}})
//	… the client talks to recorder …
//	checks := grading.Judge(recorder.Exchanges(), grading.Redact{Token: token})
//
// Each check is a declaration and a rule over the recorded exchanges, and sees nothing else: not the server's state, not its
// code. Whoever can record exchanges in another way can have them judged.
//
// # Provoking
//
// Some rules are about what a client does when things are not as it hoped. Recorder answers such requests in the server's
// place: one 429 with Retry-After, a 503 twice in a row, and, where the operator wants it, 400 "sensitive" to every GET whose
// filter could hold personal data (RFC 7644 §7.5.2), which asks the client for POST /.search. Short pages are the server's own.
//
// # Verdicts
//
// Held: pass. Violated: fail for a MUST, warn for a SHOULD, with the exchange that shows it. A client that never did what a
// check is about is "not supported", with what would have had to be seen as the reason.
//
// Implements: RFC 7644 §3.3, §3.4.2.4, §3.5.2, §3.8, §3.14, §4, §7.5.2; RFC 7643 §2.3.2, §3, §3.1; RFC 9865 §2; RFC 6585 §4.
//
// Not modelled: several clients at the same time (requests are one trail), and what a client does with what it is told.
package grading
