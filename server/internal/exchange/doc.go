// Package exchange remembers the last SCIM requests and answers, so that a support contact can see what a client really
// sent and what it was told.
//
// A Ring has a fixed number of slots and keeps at most MaxBody bytes of each body, so its memory is bounded whatever is sent.
// Recording copies into the slot's own buffers and is cheap enough for the hot path; masking happens when it is read, except
// for credentials: the values of Authorization, Cookie and Proxy-Authorization are never taken in at all. When read,
// passwords in bodies and tokens in query strings are masked as ***.
//
// Not modelled: exchanges are not stored; a restart forgets them. Requests that never became HTTP (TLS failures, garbage) do
// not appear.
package exchange
