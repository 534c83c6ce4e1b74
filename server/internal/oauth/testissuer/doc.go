// Package testissuer stands in for Entra ID as the issuer of JSON Web Tokens: it signs the bearer tokens of wire §3.1 and the
// client assertions of wire §3.4 with keys of its own and publishes those keys the way Entra does. With it, whoever verifies such
// tokens (package oauth, package bearer, or a server under test) can be tested without a tenant: they are given this issuer's key
// set in place of Entra's, and everything else about the tokens is as if Entra had made them, the names of the issuers included.
//
//	below the mount point                              what it is
//	/{tid}/.well-known/openid-configuration            metadata of the v1 issuer, https://sts.windows.net/{tid}/
//	/{tid}/v2.0/.well-known/openid-configuration       metadata of the v2 issuer, https://login.microsoftonline.com/{tid}/v2.0
//	/{tid}/discovery/keys  /{tid}/discovery/v2.0/keys  the key set, the same for all tenants
//	/.well-known/openid-configuration  /.well-known/jwks.json   the same for Config.Tenant
//
// MintEndpoint makes tokens on request and therefore must be reachable only by those who may have any: mount it on the admin
// plane. Its requests and answers are those of Request and of {"token":"…"}.
//
// The tokens carry uti and no jti, and no roles (Q65). Validity is 8 h 05 min and 65 min; what a bearer token says beyond the
// documented claims (appidacr "2", appid, oid, ver "1.0") follows the one capture on record. Request.Claims changes or removes
// any claim, so that every way of being wrong can be made, too; Request.WrongKey signs with a key that is not published.
//
// Keys are made at the start, or given (ParseKey). With Config.Seed keys and ids follow from the seed, so that runs can be
// compared byte by byte: such keys are public knowledge and sign for tests only. Rotate makes a new signing key and keeps
// publishing the old one until Retire.
//
// Not modelled: the token endpoint, authorisation and everything else of the real service; x5t and x5c of its keys; the
// opaque claims aio and rh; the addresses of its metadata, which are at this issuer's mount point and thus differ from the issuer
// they name.
package testissuer
