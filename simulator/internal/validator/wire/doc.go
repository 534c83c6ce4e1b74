// Package wire sends the requests of Microsoft's testing tools and keeps every byte.
//
// The two tools write their requests differently from the provisioning service, and from each other (wire §14, §15,
// quirks Q12, Q14, Q27):
//
//	Validator  Content-Type application/scim+json; charset=utf-8 on writes, filters as form data: blanks +, quotes %22
//	Gallery    Content-Type and Accept application/scim+json without charset, filters with %20 and %22, the rest as it is
//
// A [Client] sends one request at a time and follows no redirect. Each [Answer] comes with the exchange in the form the
// provisioning log has; the bearer token and every other secret that was named stand in it as ***.
//
// Errors. Do gives [*NetworkError] when there was no complete HTTP answer, the error of the context when that ended; an
// answer of any status is no error. New gives the tenant URL's [*scimclient.ConfigError].
//
// Not modelled: the User-Agent of either tool (none is documented), TLS of the service's own age, parallel requests.
package wire
