// Package wire holds what a defect needs to come between a client and a correct SCIM handler: the request with its SCIM
// meaning, the answer before it is written, and JSON that keeps its order.
//
//	Exchange   one request on its way: target, query, filter, PATCH operations, body, and Call for the correct answer
//	Answer     status, header and body as the correct handler gave them, to be changed and written
//	Node       a JSON value with its members in the order they came; what is not changed is written back byte by byte
//	Env        clock, sleeper and seed of the organisation a defect is turned on for
//	Rand       seeded randomness; every defect has its own, so that one does not disturb the other
//
// A defect is built from [Each], for one that needs no memory, or from [Remembering], for one that does. Its function looks
// at the exchange and returns the answer to give, or nil to leave everything to the correct handler. In the second case nothing
// is buffered or copied, so a request that a defect has no interest in is answered byte by byte as without it.
//
// The handler inside may be asked any number of times (Call, Send, Current): it sees requests that differ from the client's
// in what the defect changed and nothing else, in particular with the same context and credentials.
//
// # Limits
//
// Bodies of requests are read up to 4 MiB and parsed up to a nesting of 64; what goes beyond is handed on unread, so that the
// correct handler refuses it. Answers are kept in memory as a whole.
//
// Not modelled: HTTP/2 stream resets (Reset closes the connection), trailers, and answers of HEAD, whose body is not there to
// be changed.
package wire
