// Package authentication holds a target to what RFC 7644 §2 and the RFCs on bearer tokens say about who may come in: the AUT
// checks.
//
//	refusal.go      AUT-001 to 003, 005, 007   what is refused, and how
//	scheme.go       AUT-004, 006               how a token is presented
//	announced.go    AUT-008, 009               authenticationSchemes (RFC 7643 §5)
//	tenants.go      AUT-010, 011               what belongs to somebody else
//	client.go       AUT-012                    OAuth client credentials (RFC 6749 §4.4)
//	effect.go       AUT-013                    what is refused does not happen
//
// Wrong tokens have the form of the right one (harness.WrongToken), so that a target which reads tokens before it looks them
// up is not tripped. AUT-006 puts the token into a URL, where it ends in logs: only over TLS or on this machine.
//
// Not modelled: other schemes than bearer tokens, and the scope of a second OAuth client of one application, for which the
// operator would have to configure two.
package authentication
