// Package server is the reference SCIM 2.0 service provider: right by RFC 7643 and RFC 7644 and, in its default mood
// "entra", tolerant of everything the Microsoft Entra provisioning service is known to send.
//
// A Server is two handlers over one store. Handler is the SCIM port; one base URL serves every organisation and the bearer
// token selects which (tokens have the form <rawToken>:<providerId>). AdminHandler is the management plane, meant for a
// listener of its own: organisations, providers, tokens, OAuth clients, settings, schemas, group to role mappings, effective
// roles, recent exchanges, health and metrics, described by /openapi.json.
//
//	srv, err := server.New(ctx, server.Config{Memory: true})
//	token, _, err := srv.EnsureDefault(ctx)
//	ts := httptest.NewServer(srv.Handler())
//	// SCIM now answers at ts.URL + srv.BasePath() for "Authorization: Bearer " + token
//
// The programmatic methods (CreateOrganisation, IssueToken, MapRole …) run the same code as the admin API and the command
// line.
//
// # Where data is
//
//	Config.Memory                 this process; gone after Close
//	Config.DataDir, a directory   one SQLite file, which one Server has open at a time; Backup and Restore copy it, also while
//	                              it serves. Writes are acknowledged when they are durable; see Config.SyncFull
//	Config.DataDir, a URL         PostgreSQL, which several Servers may share behind any load balancer. What one changes (tokens,
//	                              settings, roles) holds in all of them from the next request on. Each counts for itself: recent
//	                              exchanges, metrics, and what limits allow a token or an organisation at a time
//
// All three behave alike; packages store and storetest say how.
//
// # Who may do what
//
// A bearer token selects the organisation; it may be for reading only, may stand for a user, may expire and can be revoked.
// It is issued by the admin plane, or by the OAuth 2.0 token endpoint beside the SCIM port (/oauth/token) to registered clients,
// for a secret or a workload identity's assertion. Config.EntraTrusts accepts the tokens that an Entra tenant issues itself.
// The admin plane answers this machine only, unless Config.AdminToken is set. No token, secret, password or attribute of a
// resource is ever logged or counted; recent exchanges, which only the admin plane shows, hold bodies with secrets masked.
//
// Everything a request can cost is bounded, by limits of the organisation (Config.Limits, Change.Limits; package resources has
// their defaults) and by time-outs of the listener, which are its owner's business: see server/cli.
//
// # How an organisation is served
//
// Wherever RFC and Entra disagree, and where the RFC leaves open what clients stumble over, there is a named switch with a
// behaviour for each ("entrasim switches" prints the table; package schema holds it). A mood is a set of switches: "entra", the
// default; "strict", the RFC to the letter; "awkward", as entra in what is accepted, legal but inconvenient in what is
// answered. On top of these an organisation can have single switches, limits, schemas and resource types of its own, and
// defects: things that the server then gets wrong on purpose (Defects lists them). Configure changes all of this; a change
// holds from the next request on, in every process that shares the store.
//
//	token, mood                          Principal.Organisation
//	settings (Configure, admin API)      package settings: one document per organisation
//	schemas, mode, limits                package profile: what the SCIM port gets to know
//	inconvenience, defects               handlers around the port of the organisation: packages awkward and defect
//
// What it costs, by size of the organisation and kind of store, is in benchmarks.md beside this file.
//
// Not modelled: a trust in an Entra tenant as part of an organisation's settings (it is the Server's), limits counted over
// several Servers, and events (RFC 9967). TLS, listeners and signals are the business of server/cli; what the SCIM port does not
// have, says package httpapi, and what the token endpoint does not, package oauth.
package server
