// Package report is the result model of a conformance run, versioned and independent of the runner, with its writers.
//
// A Report is one run: Run says what was judged and how to repeat it, Checks holds one entry per check in catalogue order,
// Summary counts verdicts. The writers are Console (for people), JSON (one document, described by the JSON Schema that
// JSONSchema returns) and JUnit (for pipelines).
//
// # Verdicts
//
// A check has up to two verdicts. Verdict is the profile's ("does it work with Entra") and decides the exit code;
// RFCVerdict is that of RFC 7643 and 7644 and is empty where the RFCs have no rule. FAIL is the target's, ERROR is ours or
// the network's; the full table is in the documentation of Verdict.
//
// # Secrets
//
// Exchanges in a Report are already masked: package harness replaces the token by *** in URLs, headers and bodies when it
// turns captured traffic into Exchange values, so that no writer can leak it.
//
// Durations are milliseconds, times are RFC 3339 in UTC. Nothing here imports Ginkgo: its reports are converted into this
// model in one place (suites/internal/harness).
package report
