// Package fault lets things go wrong on the client's side of the wire, on purpose and repeatably: for scenarios (entra-engine
// §6, quirks Q18, Q22, Q26, Q33) against endpoints that are in good order.
//
// A [Plan] is a list of faults. Its Wrap stands around a client's transport; a request goes to the first fault in force that
// it matches, or through. A [Match] counts: "the 3rd update of a user" is a match with From and To 3. Every fault counts all
// requests it matches from the moment it was added, whether they fell to it or to another.
//
//	[Answer]      a scripted HTTP answer in place of the endpoint's; with Delivered the endpoint has done its work before
//	[Latency]     the answer comes late
//	[Reset]       the connection is reset before the request arrives
//	[LoseAnswer]  the endpoint does its work, and the connection is reset before its answer arrives
//	[Hang]        the endpoint does its work, and no answer comes until the client's patience ends
//	[Truncate]    the answer breaks off after some bytes, header included
//	[Slow]        the answer trickles
//	[Refuse]      nobody listens
//
// # Toxiproxy, and which parts of it
//
// Those that break or slow the connection go through a TCP proxy with Toxiproxy's toxics in its links, so that what the client sees is
// what its operating system reports, not an imitation. It runs in this process: a scenario must be playable with the one binary, and
// must end without leaving a server behind. Of Toxiproxy the packages toxics (what happens to the bytes) and stream (how they are cut
// into pieces) are used. Its proxy, links and HTTP API are not: the links leave goroutines behind that nobody can wait for, and the
// server brings metrics that would weigh 3 MB; the links here are some sixty lines. Each such request has a connection of its own.
// Their durations are real time; everything else is as fast as without faults.
//
// Errors: a fault that cannot work is refused by Add. What a fault does to a request is an error of the transport, or an answer.
//
// Not modelled: faults of name resolution and of TLS handshakes.
package fault
