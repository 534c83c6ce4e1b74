// Package cli holds the simulator's commands:
//
//	entrasim connect              Test Connection, as the portal does it
//	entrasim provision            provisioning cycles on a virtual clock, or in real time
//	entrasim provision on-demand  one user, or a group with up to five members, at once
//	entrasim job                  look at a job that is kept in a file, and govern it
//	entrasim explain              why a user is (not) provisioned, and what will happen next
//	entrasim scenario run         play stories in which requests, log and accounts must be as expected
//	entrasim scenario list        those that travel with the program; show prints one
//	entrasim scenario verbs       how they are written
//	entrasim logs                 look through a provisioning log, and export it
//	entrasim expr                 evaluate an expression of the mapping language, step by step
//	entrasim dials                the behaviours that can be set, with their evidence
//	entrasim directory generate   make up a directory file
//	entrasim directory check      check one, and rehearse its schedule
//	entrasim directory print      show who is in it
//
// Results go to stdout, progress and notes to stderr. Errors are of type [*Error] and carry the exit code: 1 when
// objects failed, 2 for usage and configuration, 3 when the target cannot be reached or refuses the connection.
//
// A job that is kept in a file (--state) goes on where it stopped. Its log (--log) is continued then; a file that holds
// something else is never overwritten.
//
// Scenarios are played against the reference server of the program, which whoever assembles the commands hands in
// ([CommandsWith]): this package does not know that server.
//
// Settings come from defaults, a file (--config), the environment (ENTRASIM_ and the flag's name in capitals) and flags, in
// this order; --print-config shows what came of it. A token comes from the environment or a file, never from a flag.
package cli
