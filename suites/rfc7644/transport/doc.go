// Package transport holds a target to what RFC 7644 and HTTP say about the way there and back: the TRN checks.
//
//	secure.go     TRN-001, 002          TLS and certificates (§7.2)
//	accept.go     TRN-003 to 005, 011   the Accept header (§3.8)
//	label.go      TRN-006, 007          how bodies are labelled (§3.1, §8.1)
//	content.go    TRN-008 to 010        the label of what is sent (§3.8)
//	text.go       TRN-012               UTF-8 (§3.8)
//	address.go    TRN-013, 014, 017, 018   parameters, unknown paths, versions, slashes (§3.4.2, §3.12, §3.13)
//	method.go     TRN-015, 016          methods that an endpoint does not serve (RFC 7231 §6.5.5)
//	redirect.go   TRN-019, 020          redirects and what must not stand in them (§3.12)
//	host.go       TRN-021               hosts in addresses
//
// Checks of how a request is sent send the target's ground (harness.T.Ground), which is known to work otherwise: whatever
// else is wrong with lists or discovery is not their business. TRN-006, 007 and 019 look back over the whole run and come last.
//
// A target on this machine is exempt from TRN-001 and 002: nothing leaves the machine.
//
// Not modelled: cipher suites, HTTP/2 and compression, which RFC 7644 does not speak of.
package transport
