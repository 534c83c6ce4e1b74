// Package suites judges SCIM endpoints: it runs the conformance checks against a base URL and returns a report with two
// verdicts per check, right by the RFC and works with Entra.
//
//	rep, err := suites.Run(ctx, suites.Options{URL: "http://127.0.0.1:8080/scim/v2", Token: token})
//	if err != nil { … } // nothing could be judged: *suites.Error says whose fault it is and what to do
//	if !rep.Summary.Conformant() { report.Console(os.Stderr, rep, report.ConsoleOptions{}) }
//
// The checks are filed by the text they hold a target to: rfc7643, rfc7644 and rfc9865 by chapter, entra (requests as Entra
// sends them), okta, lifecycle (whole stories, told by the simulator), robustness (no text; what a provider should survive).
// Their ids are those of the project's check list. List names what there is, Find and Select narrow it.
//
// Checks that write create users and groups of their own, named es-<run id>-…, and delete them again. Anything but loopback
// needs Options.AllowWrites. Gates that no target can open (load, what could destroy, other people's tokens) are opened by
// Options.Allow, OtherToken and OAuth; without them the checks behind are not supported.
//
// Profiles may be named with a date: entra@2026.11 is what that edition of the catalogue had, whatever comes later. New checks are
// provisional for an edition and find nothing worse than a note.
//
// testdata/catalogue.yaml is the catalogue as it is declared, testdata/catalogue.md a page per check (Describe), ids.yaml the
// numbers that there must be, differences.yaml what the checks rightly find in the reference server in each of its moods, and
// verdicts.yaml all that is not a plain pass there. Which defects prove which check stands in internal/selftest/testdata.
//
// Run holds Ginkgo's global state while it runs, so runs in one process take turns. Checks run one after the other: against
// one tenant that is the right default. In parallel they run with `ginkgo -p` on the packages.
package suites
