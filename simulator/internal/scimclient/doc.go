// Package scimclient speaks SCIM as the Microsoft Entra provisioning service does: one method, [Client.Do], turns a
// logical [Request] into Entra's bytes, sends it, and reads the answer with Entra's eyes.
//
// # Requests
//
// What a request is for is its [Kind]; how it is spelled follows entra-wire-protocol §2 (transport, headers, escaping),
// §4 (probes), §7 (users), §8 (groups) and §9 (dialects), with the shapes that were recorded in the field
// (entra-quirks). Bodies are built in a fixed order by an own writer: schemas first, attributes as first seen in the
// mapping, parts of one element together. The feature flag is read from the tenant URL and selects the dialect:
//
//	P1  no flag              title-case ops, strings for booleans, one operation per attribute, members in a list
//	P2  ?aadOptscim062020    lower-case ops, real booleans, simple changes folded into one object, members by filter
//
// Provision on demand always speaks P1. Where evidence conflicts a dial decides (package dial).
//
// # Answers
//
// The client tolerates what Entra tolerates (media type, byte order mark, duplicate names, a list without Resources) and
// lists it in Response.Tolerated; it fails where Entra fails (wire §11, §13.1, quirks Q22, Q32, Q45). Values come out of
// [Object.Lookup] in the engine's form: texts, booleans as "True" and "False".
//
// # Errors
//
// An endpoint at fault gives a [*Failure] with a class to decide by, Entra's code and text for the log, and a hint for
// people. Every call gives an [Exchange] that holds what was sent and what came back; tokens are masked in it from the
// beginning as ***, values that the request marks as redacted as [Redact]; what a later read brings back is not masked.
//
// # Not modelled
//
// Profile P0 (customappsso), the authorization code grant, schema discovery, HTTP proxies, the order of header lines
// (Go writes them sorted by name) and the two cipher suites that Go lacks. Redirects are never followed. On a connection
// that the server closed while it was idle Go repeats a GET, as it may.
package scimclient
