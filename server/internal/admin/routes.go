package admin

import "net/http"

// Route is one operation of the API, as the mount table and the OpenAPI document name it.
type Route struct {
	Method  string
	Pattern string
	handler handlerFunc
}

// Routes is the mount table.
func (a *API) Routes() []Route {
	const org = "/admin/v1/organisations/{org}"
	return []Route{
		{http.MethodGet, "/healthz", a.healthz},
		{http.MethodGet, "/readyz", a.readyz},
		{http.MethodGet, "/metrics", a.metrics},
		{http.MethodGet, "/openapi.json", a.openAPI},
		{http.MethodGet, "/admin/v1/organisations", a.listOrganisations},
		{http.MethodPost, "/admin/v1/organisations", a.createOrganisation},
		{http.MethodGet, org, a.getOrganisation},
		{http.MethodDelete, org, a.deleteOrganisation},
		{http.MethodGet, org + "/providers", a.listProviders},
		{http.MethodPost, org + "/providers", a.createProvider},
		{http.MethodDelete, org + "/providers/{provider}", a.deleteProvider},
		{http.MethodGet, org + "/tokens", a.listTokens},
		{http.MethodPost, org + "/tokens", a.issueToken},
		{http.MethodDelete, org + "/tokens/{token}", a.revokeToken},
		{http.MethodGet, org + "/roles", a.getRoles},
		{http.MethodPut, org + "/roles", a.setRoles},
		{http.MethodGet, org + "/role-mappings", a.listMappings},
		{http.MethodPost, org + "/role-mappings", a.mapRole},
		{http.MethodDelete, org + "/role-mappings/{group}", a.unmapRole},
		{http.MethodGet, org + "/effective-roles", a.effectiveRoles},
		{http.MethodGet, org + "/users", a.list("User")},
		{http.MethodGet, org + "/users/{id}", a.get("User")},
		{http.MethodGet, org + "/groups", a.list("Group")},
		{http.MethodGet, org + "/groups/{id}", a.get("Group")},
		{http.MethodGet, "/admin/v1/exchanges", a.exchanges},
	}
}
