// Package scim holds the vocabulary that every layer of the reference server shares: the in-memory form of a SCIM
// object, the URNs and media types, the protocol error, and strict JSON.
//
// # Values
//
// A resource is an [Object], a plain map. Its values are exactly these Go types:
//
//	string, bool, int64, float64, nil, []any, Object
//
// A JSON number without fraction and exponent that fits becomes int64, every other number float64. Map keys are kept as
// the client wrote them; package schema turns them into schema case.
//
// # Errors
//
// Everything a client did wrong is an [*Error]: an HTTP status, an optional scimType (RFC 7644 §3.12, table 9) and a detail
// that names the field or position and says what would have been right. Entra shows the administrator nothing but this
// text (quirk Q20), so it is written for a person. Errors never repeat the value of a request beyond short identifiers.
//
// # JSON
//
// [Decode] accepts JSON as RFC 8259 and the I-JSON profile (RFC 7493) do: valid UTF-8, one top-level object, no trailing
// data, no duplicate names. Attribute names are case-insensitive in SCIM (RFC 7643 §2.1), therefore two names that differ
// only in case are duplicates as well. Strings that [Decode] returns may be parts of one copy of the body: whoever keeps one for
// long clones it. [AppendJSON] writes map keys sorted, so the same value always gives the same bytes.
//
// Not modelled: numbers beyond float64 (refused), and the order of members, which has no meaning in SCIM (RFC 7643 §2.3.8).
package scim
