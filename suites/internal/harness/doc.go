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
// Not modelled: rate limiting of the run itself, and load checks.
package harness
