// Package cli is the server's part of the command line.
//
//	entrasim serve                          run the reference server
//	entrasim health                         ask a running server whether it is ready (for container health checks)
//	entrasim org create|list|show|set|delete
//	entrasim schema add|list|remove         schemas and resource types of an organisation's own
//	entrasim token issue|list|revoke
//	entrasim client register|list|secret|revoke|remove   OAuth clients
//	entrasim role list|set|map|unmap|groups|effective
//	entrasim backup|restore                 a copy of the data directory, also while serving; and back
//	entrasim switches                       the table of where RFC and Entra disagree
//	entrasim defects                        what the server can get wrong on purpose
//
// Values come from, weakest first: defaults, --config FILE (YAML, serve only), environment (ENTRASIM_ and the flag's name in
// capitals), flags. Results go to stdout, notes and logs to stderr. Exit codes: 0 fine, 2 usage or configuration, 3 the server
// cannot be reached or failed.
//
// The admin commands speak to the admin API. When a server runs on the data directory they use that one (it leaves its
// address in serve.json there); otherwise they open the directory, or the database, themselves and call the same API in process.
//
// A database's URL may hold a password: it belongs into the environment (ENTRASIM_DATA), and no output repeats it.
package cli
