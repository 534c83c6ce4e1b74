// Package ledger keeps on disk what a run of the suites creates in a target, so that it can be deleted also after the process
// was killed.
//
// A ledger is a file of JSON lines, <run>.jsonl in a directory of the user's: first a header that names run and target, then one
// line per event. An entry is planned before the create is sent, and the plan is on the disk (fsync) before Plan returns;
// created adds the id, done strikes it off. A ledger of which nothing is open is removed when it is closed.
//
//	{"schema":1,"run":"irt7hbrc","target":"https://scim.example.com/v2","started":"2026-11-29T08:00:00Z"}
//	{"plan":1,"resource":"Users","attribute":"userName","name":"es-irt7hbrc-aad001-1@entrasim.example"}
//	{"created":1,"id":"2819c223"}
//	{"done":1}
//
// There is no secret in it: who wants to clean up needs a token of their own. The file is locked while its run lives, so that
// those of runs that are gone can be told from others (Stale). A last line without an end is what a kill in the middle of
// writing leaves; it is passed over. Anything else that cannot be read is an error that names file and line.
package ledger
