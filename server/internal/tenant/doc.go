// Package tenant keeps organisations, their identity providers and the bearer tokens that select them (design §5).
//
// A token has the form <rawToken>:<providerId>. The raw part is 256 random bits in base64url, shown once at issue; stored
// is only the SHA-256 of the whole token, which is enough for a secret of that entropy. A presented token is accepted as
// written and as base64 or base64url, padded or not, of the same text, because some clients encode what is pasted into them.
// A token stands for a provider; it may stand for one of the organisation's users besides, whom /Me then is (RFC 7644 §3.11).
// Several tokens may be live per provider, so one can be rotated without an outage; each may expire and can be revoked.
//
//	scheme     token                      answer of Authenticate
//	Bearer     live                       Principal
//	any        wrong, revoked, expired,   ErrUnauthenticated, after the same work in every case
//	           malformed, absent
//
// Authenticated tokens are cached in this process; every change of organisations, providers or tokens through a Service
// drops the cache before the change is reported as done, so a revoked token is refused by the next request. Where several
// processes share the store, nothing is cached, so what one revokes the others refuse with the next request too. Last uses are
// collected in memory and written in batches by one goroutine; Tokens shows the current value. The same goroutine removes tokens
// that expired more than a week ago.
//
// Errors: refusals (package refusal) for bad input, unknown and existing names; anything else is a failure of the store.
//
// Not modelled: OAuth, which package oauth puts on top of this.
package tenant
