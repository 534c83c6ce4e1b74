// Package scenario reads and plays scenarios: short stories about a directory, a provisioning job and an endpoint, with what is
// expected of them, in files that people can read and write. They are the tests of the engine that need no Go, and the way in
// which somebody hands a case to somebody else.
//
// # Files
//
// A scenario is a txtar file. Its comment is the script: one verb per line, words separated by blanks, quotes around words with
// blanks, # for the rest of the line. The first comment line is the title; a comment "evidence:" names the quirk, section or
// report that the story stands on. The sections behind the script hold what does not fit on a line: directories, mappings,
// bodies, and the expected requests, which -update rewrites.
//
//	# A user who is unassigned is disabled.
//	# evidence: engine §3.6 row 1, Q03
//	directory small
//	cycle
//	change unassign {user: dai.nguyen@harbour.example}
//	cycle
//	expect-requests disable.txt
//	expect-target user dai.nguyen@harbour.example active=false
//	-- disable.txt --
//	…
//
// [Verbs] lists the verbs; each is in a file of its own, with its description. [Reference] is the page made of them,
// fixtures/scenarios/README.md.
//
// # Playing
//
// [Parse] reads the whole script before anything happens, so a mistake costs nothing. [Scenario.Play] plays it against the
// reference server, which the caller provides ([Factory]), or any other endpoint. Time is virtual; one object at a time is
// under way (dial concurrency=1), so that "the 3rd PATCH" is always the same. An expectation that fails is a [Failure] of
// the report and the play goes on; a step that cannot be carried out ends it. A fault that never happened is a failure too.
//
// Ids that the endpoint chose are written as names in braces, so that goldens hold for every endpoint.
//
// # Errors
//
// Parse gives an [*Error] with file, line, verb and remedy. Play gives an error only when the play itself could not take
// place; everything about the story is in the [Report].
//
// Not modelled: branches, loops and variables. A scenario that needs them is a Go test.
package scenario
