// Package httpapi is the SCIM protocol over HTTP (RFC 7644): it turns requests into calls of package resources and whatever
// comes back into responses.
//
//	path below the base                methods                     file
//	/Users          /Groups            GET HEAD POST               collection.go
//	/Users/{id}     /Groups/{id}       GET HEAD PUT PATCH DELETE   resource.go
//	/ServiceProviderConfig             GET HEAD, also without token  providerconfig.go
//	/ResourceTypes  /ResourceTypes/{id}  GET HEAD                  discovery.go
//	/Schemas        /Schemas/{urn}     GET HEAD                    discovery.go
//	/Bulk  /Me  /.search  /Users/.search …   501: not announced    unsupported.go
//
// # What holds for every request
//
//   - The bearer token selects the organisation; there is no other difference between organisations on the wire. A token that
//     is absent, malformed, unknown, expired or revoked gets one and the same 401.
//   - Every answer that is not 2xx or 304 is a SCIM error (RFC 7644 §3.12), whatever went wrong: unknown path (404), method
//     (405 with Allow), media type (415), size (413), a panic (500, logged). Errors of ours say nothing about the inside.
//   - Empty path segments are ignored and never redirected, so /Users/ and //Users are /Users (Q64). Ids may be
//     percent-encoded. Paths below the base are compared exactly.
//   - The query is decoded once, + and %20 alike (Q14). Parameters that are not known are ignored (TRN-013), but a filter that
//     cannot be read is refused: ignoring it would select everybody.
//   - Bodies may be application/scim+json or application/json, with any parameters, or unlabelled. Answers are
//     application/scim+json whatever Accept says (Q47), except in mood strict, which knows 406.
//   - PATCH of a user answers 200 with the user, of a group 204 (Q15), or 200 when attributes are asked for (ATT-005).
//
// # Not modelled
//
// /Bulk, /Me, POST /.search, sorting, cursor paging (RFC 9865), CORS, compression, and rate limits.
package httpapi
