// Package entra knows the JSON Web Tokens that Microsoft Entra ID signs for provisioning, and checks them.
//
//	token                 issuer                                       audience                    valid for  section
//	bearer (no secret     https://sts.windows.net/{tid}/               CustomAppAudience, or the   8 h 05     wire §3.1
//	configured)                                                        gallery app's id
//	client assertion      https://login.microsoftonline.com/{tid}/v2.0 api://{appid}/.default,     65 min     wire §3.4
//	(workload identity)                                                api://{appid} or {appid}
//
// Checking has three steps, and the types make it hard to leave one out: Parse takes a token apart and trusts nothing in it;
// Unverified.Verify checks the signature and yields Claims; Claims.Check… hold the claims against what is expected.
//
// # Form and signature
//
// Only the compact serialisation of at most MaxToken bytes, alg RS256 and no other (RFC 8725 §3.1), a kid that the key set
// knows, no crit. Keys that a token brings along or points to (jwk, jku, x5c, x5u) are never looked at. Header and claims are
// strict JSON: a member that is there twice makes the token malformed. Dates are numbers of seconds (RFC 7519 §2).
//
// # Time
//
// exp is required, iat and nbf count when they are there. A token is good from nbf and iat minus the skew until exp plus the
// skew; exp may not lie more than MaxValidity ahead. DefaultSkew is the five minutes that Microsoft's own JwtBearer
// middleware, which their SCIM sample uses, allows.
//
// # Claims that decide
//
// The issuer is the only thing that distinguishes customers, because all custom apps share one audience; so it is compared as a
// whole, with the tenant that is expected. An assertion must name the tenant again in tid and the workload identity in sub;
// oid and ver may be absent but must not say something else. appid decides only when an expected one is configured, because
// the documents leave open whose id it is. roles and scp are not looked at: Entra sends none. An id is read from uti, which
// is what Entra sends, or else from jti (Q65).
//
// Errors are *Rejection: a short code and a detail for the operator's log. Neither holds the token or a part of its signature,
// and neither is meant for the client, who learns only that it was refused. Anything else means that the keys could not be had.
//
// Not modelled: encrypted tokens, algorithms other than RS256, Entra's multi-tenant issuer forms.
package entra
