// Package server is the reference SCIM 2.0 service provider: right by RFC 7643 and RFC 7644 and, in its default mood
// "entra", tolerant of everything the Microsoft Entra provisioning service is known to send.
//
// A Server is two handlers over one store. Handler is the SCIM port; one base URL serves every organisation and the bearer
// token selects which (tokens have the form <rawToken>:<providerId>). AdminHandler is the management plane, meant for a
// listener of its own: organisations, providers, tokens, group to role mappings, effective roles, recent exchanges, health
// and metrics, described by /openapi.json.
//
//	srv, err := server.New(ctx, server.Config{Memory: true})
//	token, _, err := srv.EnsureDefault(ctx)
//	ts := httptest.NewServer(srv.Handler())
//	// SCIM now answers at ts.URL + srv.BasePath() for "Authorization: Bearer " + token
//
// The programmatic methods (CreateOrganisation, IssueToken, MapRole …) run the same code as the admin API and the command
// line. Writes are acknowledged after they are durable; see Config.SyncFull for what durable means.
//
// Not modelled in this package: TLS, listeners and signals (server/cli owns them), /Bulk, /Me, POST /.search, sorting and
// cursor paging, all of which /ServiceProviderConfig announces as unsupported.
package server
