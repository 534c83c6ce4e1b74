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
// line. Writes are acknowledged after they are durable; see Config.SyncFull for what durable means.
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
// Not modelled in this package: TLS, listeners and signals (server/cli owns them). What the SCIM port does not have, says
// package httpapi.
package server
