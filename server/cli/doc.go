// Package cli is the server's part of the command line.
//
//	entrasim serve                          run the reference server
//	entrasim health                         ask a running server whether it is ready (for container health checks)
//	entrasim org create|list|delete
//	entrasim token issue|list|revoke
//	entrasim role list|set|map|unmap|groups|effective
//
// Values come from, weakest first: defaults, --config FILE (YAML, serve only), environment (ENTRASIM_ and the flag's name in
// capitals), flags. Results go to stdout, notes and logs to stderr. Exit codes: 0 fine, 2 usage or configuration, 3 the server
// cannot be reached or failed.
//
// The admin commands speak to the admin API. When a server runs on the data directory they use that one (it leaves its
// address in serve.json there); otherwise they open the directory themselves and call the same API in process.
package cli
