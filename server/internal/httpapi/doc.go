// Package httpapi is the SCIM protocol over HTTP (RFC 7644): it turns requests into calls of package resources and whatever
// comes back into responses.
//
//	path below the base                methods                     file
//	/Users          /Groups            GET HEAD POST               collection.go
//	/Users/{id}     /Groups/{id}       GET HEAD PUT PATCH DELETE   resource.go
//	/Users/.search  /.search           POST                        search.go
//	/                                  GET HEAD: all types         collection.go
//	/Bulk                              POST                        bulk*.go
//	/ServiceProviderConfig             GET HEAD, also without token  providerconfig.go
//	/ResourceTypes  /ResourceTypes/{id}  GET HEAD                  discovery.go
//	/Schemas        /Schemas/{urn}     GET HEAD                    discovery.go
//	/Me                                as /Users/{id}, or 501      me.go
//
// Custom resource types of an organisation have endpoints like /Users.
//
// # What holds for every request
//
//   - The bearer token selects the organisation, and that its profile: resource types, switches, limits, and what stands around
//     its port. A token that is absent, malformed, unknown, expired or revoked gets one and the same 401; an id of another
//     organisation is answered as one that nobody has.
//   - Every answer that is not 2xx or 304 is a SCIM error (RFC 7644 §3.12), whatever went wrong: unknown path (404), method
//     (405 with Allow), media type (415), size (413), a body that is too slow (408), too many requests (429 with Retry-After), a panic (500, logged). Errors
//     of ours say nothing about the inside.
//   - Empty path segments are ignored and never redirected, so /Users/ and //Users are /Users (Q64). Ids may be
//     percent-encoded. Paths below the base are compared exactly.
//   - The query is decoded once, + and %20 alike (Q14). Parameters that are not known are ignored (TRN-013), but a filter that
//     cannot be read is refused: ignoring it would select everybody.
//   - Bodies may be application/scim+json or application/json, with any parameters, or unlabelled (switch unlabelled-body).
//     Answers are application/scim+json whatever Accept says (Q47), unless switch accept is strict, which knows 406.
//   - PATCH of a user answers 200 with the user, of a group 204 (Q15), or 200 when attributes are asked for (ATT-005); see
//     switch patch-answer. When both attributes and excludedAttributes are given, attributes wins (ATT-012).
//   - A token may be for reading only: whatever would change something is then a 403 that names the scope it takes.
//   - Everything is bounded. Bodies nest 32 deep at most, names are not repeated, numbers fit a float64 and text is UTF-8, or
//     the answer is a 400 that says where. The rest are limits of the organisation: resources.Limits.
//   - A token may have so many requests at a time and an organisation so many a second (off unless set); every process counts
//     for itself. Slow clients are the listener's business, see server/cli.
//
// # Bulk (RFC 7644 §3.7)
//
// Operations run in the order of the request, each after those that create what it refers to. bulkId:x stands for the id
// wherever a string begins with it, in quotes as in members[value eq "bulkId:x"], and in the path. A reference to an operation that
// failed is a 409, one to no operation a 400. Circles of managers are resolved; groups in a circle are refused with 409, which
// §3.7.1 allows. Results are in the order of the request; those that succeeded have no response body. A bulk request is not
// one transaction: what was done before it was cut off stays done. Operations that have not begun when half of the listener's
// time for an answer is over are 503 each, so that the client learns what was done and sends the rest again.
//
// # /Me
//
// A token stands for an identity provider, which is no resource: there is nothing /Me could be an alias of, and it answers 501
// (§3.11). A token that was issued for a user besides has that user as /Me, for every method of /Users/{id}; when the user is gone,
// so is /Me (404).
//
// # Not modelled
//
// CORS, compression, ETags of lists and discovery documents, asynchronous requests (RFC 9967).
package httpapi
