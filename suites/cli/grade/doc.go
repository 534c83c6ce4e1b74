// Package grade lets the reference server grade somebody else's SCIM client: it serves on a port of this machine with some
// resources already there, records what the client sends, provokes it a little, and has the record judged when the client is
// done.
//
//	report, err := grade.Run(ctx, grade.Options{Listen: "127.0.0.1:0", Ready: func(url, token string) { … }, …})
//
// It ends with ctx, after Options.For, or when Options.Command has ended, whichever is first; none of these is a failure. The
// verdicts come from package grading, which sees the recorded exchanges and nothing of the server.
//
// A command is started by the shell with the variables SCIM_URL and SCIM_TOKEN; the token stands on no command line.
//
// Not modelled: TLS, and clients that want OAuth; put a proxy or entrasim's own serve in between for that.
package grade
