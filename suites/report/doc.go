// Package report is the result model of a conformance run, versioned and independent of the runner, with everything that is
// done with it.
//
// A Report is one run: Run says what was judged and how to repeat it, Checks holds one entry per check in catalogue order.
// Complete finds out what follows from that: the Summary, the Causes, the Fingerprint of what the target announces.
//
//	Console      for people, on a terminal          JSON, Parse        all of it, by the JSON Schema that JSONSchema returns
//	HTML         one page, needs nothing else       JUnit              pipelines: failures, errors, skipped
//	Markdown     summary of a pipeline's step       SARIF, Annotations code scanning, GitHub's lines
//	HAR          the traffic                        SVGBadge, ShieldsBadge
//	Merge        one of several                     Diff               what got worse
//	Baseline     failures that are known            Coverage           by section of the texts
//
// # Verdicts
//
// A check has up to two verdicts. Verdict is the profile's ("does it work with Entra") and decides the exit code;
// RFCVerdict is that of RFC 7643 and 7644 and is empty where the RFCs have no rule. FAIL is the target's, ERROR is ours or
// the network's; the full table is in the documentation of Verdict. A Baseline changes no verdict: it says beside it that a
// failure is known, and which entries are no longer true.
//
// # Causes
//
// One thing that is wrong is one Cause, whatever fails by it and cannot be tried because of it. What stops Entra comes first,
// then what holds back most. That two checks have one cause is inferred from what they saw; nothing is hidden by it.
//
// # Secrets, and other people's bytes
//
// Exchanges in a Report are already masked: package harness replaces the token by *** in URLs, headers and bodies when it
// turns captured traffic into Exchange values, so that no writer can leak it. Everything else that a target says may be
// hostile, and so may a saved report: no writer lets it become markup, a terminal's escape or a pipeline's order. The page
// moreover forbids every script but its own and all loading.
//
// # Size
//
// JSON and HAR hold all traffic that was kept and are written as a stream. The other forms are for reading: long bodies are
// cut there, what is left out is counted, and Markdown keeps below what GitHub accepts.
//
// Durations are milliseconds, times are RFC 3339 in UTC, dates of a baseline are days in UTC. Parse reads all versions of the
// document there have been and refuses what no version had. Nothing here imports Ginkgo: its reports are converted into this
// model in one place (suites/internal/harness).
//
// Not modelled: time zones of a baseline's dates, attachments of JUnit, SARIF's code flows (a target has no code here).
package report
