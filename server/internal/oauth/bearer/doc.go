// Package bearer lets the SCIM port accept bearer tokens that this server did not issue, beside the ones that it did.
//
// Verifier is the seam: it says for which organisation and provider a token acts. Entra is the one there is: it accepts the
// JSON Web Tokens that Entra ID presents when an application has no secret configured (wire §3.1, Q65 "blank secret"), from the
// tenants it is told to trust. Microsoft's documents call these tokens unfit for production, because all custom apps share one
// audience: whoever may create an enterprise application in a trusted tenant can obtain one. They are off unless configured.
//
//	Trust        a tenant, the audiences it may present, and the organisation and provider its tokens act for
//	Trusts       where trusts are looked up; Fixed is a list of them
//	Authenticator  what httpapi authenticates with: *tenant.Service first for tokens of the server's own forms, a Verifier for
//	             everything that looks like a JWT
//
// The two forms cannot be confused: a JWT has two dots and no colon, our tokens have a colon or are base64 without dots. Every
// token that lets nobody in, of whatever form and for whatever reason, gets tenant.ErrUnauthenticated, after the look-up that a
// wrong opaque token costs too; also when the keys cannot be had, which is logged as a warning. Why a JWT was refused is logged
// at level info, without the token.
//
// Identity.Token is the token's id (uti), shortened to what suits a log. Such tokens cannot be revoked one by one: they end by
// themselves, or with the trust, the provider or the organisation, each of which is looked up for every request.
package bearer
