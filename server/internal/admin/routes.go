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
		{http.MethodGet, org + "/settings", a.getSettings},
		{http.MethodPut, org + "/settings", a.putSettings},
		{http.MethodPatch, org + "/settings", a.patchSettings},
		{http.MethodGet, org + "/schemas", a.listSchemas},
		{http.MethodPost, org + "/schemas", a.putSchema},
		{http.MethodDelete, org + "/schemas/{schema}", a.dropSchema},
		{http.MethodGet, org + "/resource-types", a.listTypes},
		{http.MethodPost, org + "/resource-types", a.putType},
		{http.MethodDelete, org + "/resource-types/{type}", a.dropType},
		{http.MethodGet, org + "/providers", a.listProviders},
		{http.MethodPost, org + "/providers", a.createProvider},
		{http.MethodDelete, org + "/providers/{provider}", a.deleteProvider},
		{http.MethodGet, org + "/tokens", a.listTokens},
		{http.MethodPost, org + "/tokens", a.issueToken},
		{http.MethodDelete, org + "/tokens/{token}", a.revokeToken},
		{http.MethodGet, org + "/clients", a.listClients},
		{http.MethodPost, org + "/clients", a.registerClient},
		{http.MethodDelete, org + "/clients/{client}", a.unregisterClient},
		{http.MethodPut, org + "/clients/{client}/federations", a.setFederations},
		{http.MethodPost, org + "/clients/{client}/secrets", a.addSecret},
		{http.MethodDelete, org + "/clients/{client}/secrets/{secret}", a.revokeSecret},
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
		{http.MethodGet, org + "/resources/{type}", a.listOfType},
		{http.MethodGet, org + "/resources/{type}/{id}", a.getOfType},
		{http.MethodGet, "/admin/v1/switches", a.listSwitches},
		{http.MethodGet, "/admin/v1/defects", a.listDefects},
		{http.MethodGet, "/admin/v1/exchanges", a.exchanges},
		{http.MethodGet, "/admin/v1/backup", a.backup},
	}
}
