package httpapi

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// document is a discovery resource.
type document interface {
	AppendJSON(dst []byte, base string) []byte
}

// listResourceTypes answers GET /ResourceTypes (RFC 7644 §4).
func (a *API) listResourceTypes(req *request) (response, error) {
	return listDocuments(req, req.profile.Registry.ResourceTypes())
}

// getResourceType answers GET /ResourceTypes/{name}.
func (a *API) getResourceType(req *request) (response, error) {
	if rt := req.profile.Registry.ResourceType(req.id); rt != nil {
		return oneDocument(req, rt, "/ResourceTypes/"+rt.Name)
	}
	return response{}, scim.NotFound("there is no resource type %q; see /ResourceTypes", clip(req.id))
}

// listSchemas answers GET /Schemas (RFC 7644 §4).
func (a *API) listSchemas(req *request) (response, error) {
	list := slices.Clone(req.profile.Registry.Schemas())
	for i, s := range list {
		list[i] = shown(req, s)
	}
	return listDocuments(req, list)
}

// shown is a schema as the organisation shows it (switch external-id-schema).
func shown(req *request, s *schema.Schema) *schema.Schema {
	if !req.scope.Mode.ListExternalID {
		return s
	}
	for _, rt := range req.profile.Registry.ResourceTypes() {
		if rt.Schema == s {
			return s.WithExternalID()
		}
	}
	return s
}

// getSchema answers GET /Schemas/{urn}; URNs ignore letter case.
func (a *API) getSchema(req *request) (response, error) {
	if s := req.profile.Registry.Schema(req.id); s != nil {
		return oneDocument(req, shown(req, s), "/Schemas/"+s.ID)
	}
	return response{}, scim.NotFound("there is no schema %q; see /Schemas", strings.ToValidUTF8(clip(req.id), "?"))
}

// refuseFilter answers 403 to a filter, as RFC 7644 §4 says; all other parameters are ignored there.
func refuseFilter(req *request) error {
	q, err := readQuery(req.URL.RawQuery)
	if q.Filter != "" || err != nil && strings.Contains(req.URL.RawQuery, "filter") {
		return scim.Errorf(http.StatusForbidden, "discovery endpoints cannot be filtered (RFC 7644 §4); read the whole list")
	}
	return nil
}

func oneDocument(req *request, d document, path string) (response, error) {
	if err := refuseFilter(req); err != nil {
		return response{}, err
	}
	return response{status: http.StatusOK, body: d.AppendJSON(nil, req.scope.Base), content: req.scope.Base + path}, nil
}

func listDocuments[D document](req *request, list []D) (response, error) {
	if err := refuseFilter(req); err != nil {
		return response{}, err
	}
	n := strconv.Itoa(len(list))
	b := append(make([]byte, 0, 4096), `{"schemas":["`+scim.MessageListResponse+`"],"totalResults":`+n+`,"startIndex":1,"itemsPerPage":`+n+`,"Resources":[`...)
	for i, d := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = d.AppendJSON(b, req.scope.Base)
	}
	return response{status: http.StatusOK, body: append(b, "]}"...)}, nil
}
