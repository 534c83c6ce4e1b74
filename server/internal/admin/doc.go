// Package admin is the management plane of the server: a JSON API for its own listener, never reachable through the SCIM port.
//
//	GET                 /healthz                                            the process answers
//	GET                 /readyz                                             the store takes reads and writes
//	GET                 /metrics                                            Prometheus
//	GET                 /openapi.json                                       this API in OpenAPI 3
//	GET POST            /admin/v1/organisations
//	GET DELETE          /admin/v1/organisations/{org}
//	GET PUT PATCH       /admin/v1/organisations/{org}/settings              mood, switches, defects, limits
//	GET POST            /admin/v1/organisations/{org}/schemas               of its own; POST replaces one with the same id
//	DELETE              /admin/v1/organisations/{org}/schemas/{schema}
//	GET POST            /admin/v1/organisations/{org}/resource-types
//	DELETE              /admin/v1/organisations/{org}/resource-types/{type}
//	GET POST            /admin/v1/organisations/{org}/providers
//	DELETE              /admin/v1/organisations/{org}/providers/{provider}
//	GET POST            /admin/v1/organisations/{org}/tokens                POST shows the secret, once
//	DELETE              /admin/v1/organisations/{org}/tokens/{token}        revokes
//	GET POST            /admin/v1/organisations/{org}/clients               OAuth clients
//	DELETE              /admin/v1/organisations/{org}/clients/{client}
//	PUT                 /admin/v1/organisations/{org}/clients/{client}/federations
//	POST                /admin/v1/organisations/{org}/clients/{client}/secrets  shows the secret, once
//	DELETE              /admin/v1/organisations/{org}/clients/{client}/secrets/{secret}
//	GET PUT             /admin/v1/organisations/{org}/roles                 the ordered role list
//	GET POST            /admin/v1/organisations/{org}/role-mappings
//	DELETE              /admin/v1/organisations/{org}/role-mappings/{group} group id or displayName
//	GET                 /admin/v1/organisations/{org}/effective-roles
//	GET                 /admin/v1/organisations/{org}/users[/{id}]          SCIM representations
//	GET                 /admin/v1/organisations/{org}/groups[/{id}]
//	GET                 /admin/v1/organisations/{org}/resources/{type}[/{id}]   of any resource type
//	GET                 /admin/v1/switches                                  the table of switches
//	GET                 /admin/v1/defects
//	GET                 /admin/v1/exchanges                                 recent SCIM exchanges, newest first
//	GET                 /admin/v1/backup                                    a copy of the embedded store, an SQLite database
//
// Protection: without an admin token only requests that come in at a loopback address and whose Host is a loopback name are
// served below /admin: nobody else's, and no web page's that reaches the API by DNS rebinding; cross-site requests of browsers are refused in any case, and bodies must be
// application/json. With an admin token every /admin request must carry it as bearer token, and any Host will do.
//
// Errors are {"error": …, "hint": …}. Bodies are strict: unknown members, duplicate names and trailing data are refused.
//
// Not modelled: roles among administrators, and an audit trail of what they did.
package admin
