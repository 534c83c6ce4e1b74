// Package harness is what conformance checks are written with: declared once, run by Ginkgo three ways, judged in two columns.
//
// # A check
//
// Check is the one constructor. It takes a Declaration (id, level, reference, gate, needs, effect, requirement, advice) and a
// body, and everything else comes from that: the Ginkgo It with its labels, the catalogue, the lists, the report.
//
//	harness.Check(harness.Declaration{ID: "AAD-007", Level: harness.MustEntra, Gate: harness.GatePatch, …}, func(t *harness.T) {
//		user := t.User(harness.Attrs{"title": "Analyst"})
//		t.Patch(user.Path, harness.Op{Op: "Replace", Path: "title", Value: "Clerk"})
//		t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value("title").IsEqual("Clerk") })
//	})
//
// # A session
//
// Session is one run against one target: configuration, the features the target announces (Gate), memoised prerequisites
// (Need), the ledger of what was created. Register adds checks to Ginkgo's tree, bound to a session; nothing is kept in
// package variables, so several runs can follow each other in one process.
//
// Judge runs specs without Ginkgo, which is how the suites prove themselves (package selftest): sessions are independent.
//
// # Looking back
//
// Closing makes a check one about the whole run (no answer was a 5xx): it comes last, in whatever order the others run, and sees
// every exchange of the session by T.Observed. In several processes (ginkgo -p) it comes last in the first of them and sees
// what that one sent.
//
// # Features that may be missing
//
// PATCH, the filter of a list and /Groups are tried once a session in their plainest form (trial.go), before a refusal (501, 405, 403,
// a filter that is passed over) is held against a target. One that does not announce the feature, where the profile can do without,
// gets "not supported". Otherwise one check, the bearer, fails, and the others are held back by it, also where the bearer was not
// chosen: the report then names the cause and the run fails all the same. Bulk, sorting, entity tags and .search go by what is
// announced, and by Offered.
//
// # Throttling
//
// A 429 is waited for as the target asks (Retry-After), within half of the time for one request, and the request is sent again;
// every sending is kept as evidence. What is still throttled then makes the check an error, never a failure: ERR-007 judges
// the 429 itself. Request.Impatient is for checks that want to see it.
//
// # What checks share
//
// Shared is data, or knowledge about the target, that several checks use and none changes: made when the first one asks, once
// per session. A check that gets something that could not be made is skipped and says why, with the traffic as evidence. All
// reads a list page by page, whatever the size of the pages; Offered takes a target at its word that says 501 of what it never
// announced.
//
// # Driven by the schema
//
// Attributes and Values walk what the target publishes and what it answers; Sample makes a plausible value for any attribute, by
// its name and its type, and FullBody, RequiredBody and RichUser make resources of them. UserBody fills in what the target
// requires besides the usual. Locate and Follow resolve references as RFC 7643 §2.3.7 has it and send the token nowhere else.
//
// # How an assertion fails
//
// Assertions end the body by a panic that the harness (or Ginkgo) recovers. What comes of it depends on where it happens:
// in the body it is a violation, judged by the level; inside Arrange or a Need it makes the check skipped, because …;
// a request without an answer (refused connection, time-out) is an error, never a violation.
//
// # Traps
//
// The conformance check list names sixteen ways in which testers report faults that are not there. The harness avoids those
// that can be avoided in one place: Patch accepts 200 and 204, ReadBack reads again and retries inside the stated window,
// Members asks with attributes=members, Answer.Object parses JSON whatever the media type and notes the deviation once,
// names carry the run's marker, bodies hold only what the schema declares, failed prerequisites skip.
//
// A run keeps to a rate (outgoing.go) and stops sending where nothing answers (silence.go).
//
// Not modelled: trials of the other features that may be missing.
package harness
