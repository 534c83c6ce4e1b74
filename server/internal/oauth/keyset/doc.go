// Package keyset gives the public keys with which an issuer's signatures are checked, by key id (kid), from a JSON Web Key
// Set (RFC 7517).
//
//	source as text             what Open makes of it
//	{"keys":[…]}               the document itself; never changes
//	https://host/…             fetched; http:// only from a loopback host
//	anything else              the path of a file
//
// A set that is fetched or read is kept for Options.MaxAge and read again when it is older, or when a token names a kid that
// is not in it: that is how an issuer's rotation is noticed. Whatever comes in, there is at most one reading at a time and one
// per Options.MinRefresh, so tokens with invented kids cannot be used to flood the issuer. When reading fails, the keys last
// seen stay in use for another MaxAge, so a short outage of the issuer is not an outage here. A fetch takes at most
// Options.Timeout, reads at most 256 KiB, follows no redirect and wants status 200.
//
// Only what can check RS256 is taken: RSA keys of 2048 to 8192 bits with a kid that are not marked for another use or
// algorithm. Other keys in the document are passed over, as RFC 7517 §5 asks. A document with no usable key, with two
// different keys under one kid, or with a private or symmetric key in it is refused.
//
// Errors: ErrUnknownKey says that the set was there and has no such key; everything else that the set could not be had.
//
// Not used here: jwk.Cache and jwk.Fetch of lestrrat jwx, which keep time by the wall clock and cannot be told to read again
// for an unknown kid; coreos go-oidc, whose remote key set is bounded neither in size nor in rate and whose provider insists
// that the issuer equals the address of its metadata, which Entra's v1 issuer does not.
package keyset
