// Package oauth is an authorisation server for tests: it issues the access tokens with which Entra's provisioning service
// calls the SCIM port when an application is set up with OAuth 2.0 client credentials or workload identity federation. The
// long-lived bearer token stays the default; this is off unless configured.
//
// A Client belongs to one organisation and one of its providers. What it is issued is an ordinary token of package tenant:
// opaque, 256 random bits, stored as a hash, with an expiry. So everything that holds for tokens holds for these, revocation
// and several server processes included, and the SCIM port does not know the difference. The access token is the base64url
// text of <rawToken>:<providerId>, because a colon has no place in a bearer token (RFC 6750 §2.1).
//
// # The token endpoint (RFC 6749 §4.4, wire §3.2 and §3.4, Q65)
//
//	POST, application/x-www-form-urlencoded, at most 64 KiB; never the SCIM media-type rules
//	grant_type             client_credentials
//	scope                  optional; a subset of the client's, which is also what is granted without it; see Scopes
//	the client proves itself in exactly one way:
//	  client_secret_basic  Authorization: Basic, both halves form-encoded (RFC 6749 §2.3.1)
//	  client_secret_post   client_id and client_secret
//	  private_key_jwt      client_id, client_assertion_type and client_assertion (RFC 7523 §2.2)
//	baseAddress            tolerated, as everything else that is unknown is ignored
//
//	200  {"access_token":…,"token_type":"Bearer","expires_in":3600,"scope":"scim"}
//	400  invalid_request, unsupported_grant_type, invalid_scope
//	401  invalid_client, with WWW-Authenticate: Basic; one and the same whatever is wrong with the credentials
//	429  temporarily_unavailable, with Retry-After: a client that has proved itself asks more often than Config.Rate
//	405, 413  invalid_request;  503  temporarily_unavailable, when the keys of an assertion cannot be had
//	500  server_error, with the reason in the log
//
// Parameters given twice, or in the query instead of the body, are refused: a secret has no place in an address. expires_in is
// the client's Lifetime, from an hour to six (Entra's gallery tests fail outside). Every request gets a new token.
//
// # Scopes
//
// A client may have scopes of any name, because what a customer's own authorisation server calls them is configured at Entra.
// They mean access to everything in the organisation, with one exception: a token that is granted scim.read and nothing else
// reads and searches only. Whatever would change something is then answered by the SCIM port with 403 and insufficient_scope
// (RFC 6750 §3.1). Metadata announces scim and scim.read.
//
// Clients are kept by Clients: Stored in the server's store, Memory in this process.
//
// # Secrets
//
// Secrets are made here, 256 random bits, shown once, kept as SHA-256, which is enough at that entropy, and compared in constant
// time. Two may be live at once, so that one can be rotated without an outage. Each expires after one to three years;
// Config.ShortSecrets lets a test have shorter ones.
//
// # Client assertions
//
// They are judged by package entra. RFC 7523 §3 wants sub to be the client_id; Entra's names Microsoft's workload identity
// instead, so client_id is required and Client.Federations say which identities may sign for it. Clock skew: Config.Skew, five
// minutes unless set. Replay: RFC 7523 §3 makes refusing a used assertion optional, and nothing on record says whether Entra
// makes a new one for every request, so by default an assertion is good as often as it comes until it expires. With
// Config.SingleUse each is good once, by issuer and uti (or jti, or the whole text when it has neither), in all processes when
// Config.Used is Stored.
//
// # What is written down
//
// Each issue and each refusal is one log record at level info with the client's id and, for a refusal, the reason that the
// answer does not tell. No secret, assertion or token is in any of them, nor in any error.
//
// Errors: refusals (package refusal) from the management methods for bad input, unknown and existing names; anything else is a
// failure of the store.
//
// Not modelled: other grants and the authorisation code flow (legacy in Entra, wire §3.3), refresh tokens, introspection
// (RFC 7662) and revocation by clients (RFC 7009), mutual TLS, rights to single resource types, and a limit for refused requests:
// secrets cannot be guessed, and the listener's limits bound the rest. Tokens that have expired are removed by package tenant.
package oauth
