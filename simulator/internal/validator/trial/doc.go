// Package trial is what a test of Microsoft's testing tools consists of: its declaration ([Test]), one run of it ([T]),
// and what came of it ([Result]).
//
// # Two opinions
//
// Every demand of a test has two outcomes: what the tool makes of it, and what RFC 7643 and RFC 7644 make of it. They differ
// where the tool is known to be wrong (quirks Q76, wire §14 "known traps") and where it does not look. From them follows
// the verdict:
//
//	tool    RFC               verdict
//	passed  nothing failed    passed
//	failed  anything else     failed
//	failed  all failed ones   false alarm: the tool says fail, the RFC says fine
//	        passed
//	passed  something failed  unseen: the tool says fine, the RFC does not
//
// A test that could not run is skipped (a setting or the schema rules it out), not run (the run ended before it), or needs
// a tenant (only Microsoft's own service can do it); each says why.
//
// # Data
//
// What a test creates is entered into the [Ledger] before the request is sent, by its marked name, so that it can be
// removed even when the answer was lost. It stays until the tool is through: lookups are to find one among several, as
// they do where the tool itself runs.
//
// # Errors
//
// [T.Do] ends a test at the first request that gets no answer; the run decides whether to go on. Nothing in this package
// returns SCIM errors: they are outcomes.
package trial
