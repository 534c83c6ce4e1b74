// Package cli holds the commands that judge and show:
//
//	entrasim conform           judge a SCIM endpoint
//	entrasim conform list      name the checks there are
//	entrasim conform schema    print the JSON Schema of the JSON report
//	entrasim conform clean     delete what a run left in its target
//	entrasim grade-client      judge a SCIM client by what it sends to a reference server
//	entrasim report            show, compare and merge saved reports, write baselines
//	entrasim demo              act out the customer guide
//
// Results go to stdout, progress and notes to stderr; progress shows only on a terminal. Errors are of type [*Error] or of the
// facade's *suites.Error and carry hint and exit code: 0 the target conforms, 1 it does not (or a check could not be tried
// because a prerequisite failed), 2 usage and configuration, 3 the target cannot be judged, or our own error.
//
// With --shards the checks run in several processes: children of this one (conform shard), which get settings and secrets on
// their standard input. With --image the target is a container that is started for the run; package container drives the engine.
//
// A report is printed for people and written in as many other forms as are asked for (output.go). Files are opened before the
// run and appear whole or not at all (file.go); what cannot be written is known before anything is sent. A baseline makes
// known failures no findings.
//
// Settings come from defaults, a file (--config), the environment (ENTRASIM_ and the flag's name in capitals) and flags, in
// this order; --print-config shows what came of it. Tokens and secrets come from the environment or a file, never from a flag.
package cli
