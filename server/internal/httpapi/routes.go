package httpapi

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// handler answers a request that has been routed and authenticated.
type handler func(*request) (response, error)

// methods are the handlers of one path. HEAD is served by GET.
type methods map[string]handler

// endpoint is what lies behind the first segment of a path.
type endpoint struct {
	name       string
	open       bool                 // may be read without token
	rt         *schema.ResourceType // of a resource endpoint
	collection methods              // /name
	item       methods              // /name/{id}
}

// unknownEndpoint labels requests for paths that do not exist.
const unknownEndpoint = "unknown"

// mount is the table of everything that is the same for all organisations.
func (a *API) mount() []endpoint {
	discovery := func(list, one handler) (methods, methods) {
		return methods{http.MethodGet: list}, methods{http.MethodGet: one}
	}
	types, oneType := discovery(a.listResourceTypes, a.getResourceType)
	schemas, oneSchema := discovery(a.listSchemas, a.getSchema)
	return []endpoint{
		{name: "ServiceProviderConfig", open: true, collection: methods{http.MethodGet: a.getProviderConfig}},
		{name: "ResourceTypes", collection: types, item: oneType},
		{name: "Schemas", collection: schemas, item: oneSchema},
		{name: bulkEndpoint, collection: methods{http.MethodPost: a.bulk}},
		{name: searchEndpoint, collection: methods{http.MethodPost: a.search}},
		{name: meEndpoint, collection: anyMethod(a.me)},
		{name: rootEndpoint, collection: methods{http.MethodGet: a.listAll}},
	}
}

// Names of endpoints that are no resource types.
const (
	bulkEndpoint   = "Bulk"
	searchEndpoint = ".search"
	meEndpoint     = "Me"
	rootEndpoint   = "" // the base path itself
)

func anyMethod(h handler) methods {
	ms := methods{}
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		ms[m] = h
	}
	return ms
}

// find returns the endpoint with a name: one of all organisations, or a resource type of this one.
func (a *API) find(name string, registry *schema.Registry) *endpoint {
	if e := a.endpoints[name]; e != nil {
		return e
	}
	for _, rt := range registry.ResourceTypes() {
		if rt.Endpoint[1:] == name {
			return &endpoint{name: name, rt: rt, collection: a.ofCollection, item: a.ofItem}
		}
	}
	return nil
}

// dispatch lets in who may and answers.
func (a *API) dispatch(req *request) (response, error) {
	segments, ok := a.segments(req.URL)
	if !ok {
		return response{}, scim.NotFound("there is nothing here; the SCIM base path of this server is %s", a.base())
	}
	if !req.inside {
		var open *endpoint
		if len(segments) > 0 {
			open = a.endpoints[segments[0]]
		}
		if err := a.authenticate(req, open); err != nil {
			return response{}, err
		}
		if err := a.admit(req); err != nil {
			return response{}, err
		}
		if through := a.through(req); through != nil {
			return response{through: through}, nil
		}
	}
	return a.route(req, segments)
}

// route finds the handler and runs it.
func (a *API) route(req *request, segments []string) (response, error) {
	name := rootEndpoint
	if len(segments) > 0 {
		name = segments[0]
	}
	e := a.find(name, req.profile.Registry)
	var ms methods
	switch {
	case e != nil && len(segments) <= 1:
		if req.label, ms = e.name, e.collection; e.name == rootEndpoint {
			req.label = "/"
		}
	case e != nil && len(segments) == 2 && e.rt != nil && segments[1] == searchEndpoint:
		req.label, ms = e.name+"/"+searchEndpoint, methods{http.MethodPost: a.search}
	case e != nil && len(segments) == 2 && e.item != nil:
		req.label, ms, req.id = e.name+"/{id}", e.item, segments[1]
	default:
		return response{}, scim.NotFound("there is no such endpoint; this server has %s below %s", endpoints(req.profile.Registry), a.base())
	}
	method := req.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	h := ms[method]
	if h == nil {
		return response{}, notAllowed(req.Method, ms)
	}
	if req.principal.ReadOnly && method != http.MethodGet && !strings.HasSuffix(req.label, searchEndpoint) {
		return response{}, errReadOnly
	}
	if !req.scope.Mode.AcceptIgnored {
		if err := checkAccept(req.Header.Get("Accept")); err != nil {
			return response{}, err
		}
	}
	req.rt = e.rt
	return h(req)
}

// endpoints names what there is, for people.
func endpoints(registry *schema.Registry) string {
	list := ""
	for _, rt := range registry.ResourceTypes() {
		list += rt.Endpoint + ", "
	}
	return list + "/Bulk, /.search, /ServiceProviderConfig, /ResourceTypes and /Schemas"
}

// base is the base path for people.
func (a *API) base() string {
	if a.cfg.BasePath == "" {
		return "/"
	}
	return a.cfg.BasePath
}

// segments splits the path below the base. Empty segments do not count, so a trailing slash in a tenant URL does no harm.
func (a *API) segments(u *url.URL) ([]string, bool) {
	path, escaped := u.Path, false
	if u.RawPath != "" {
		path, escaped = u.RawPath, true
	}
	for len(path) > 1 && path[0] == '/' && path[1] == '/' && !strings.HasPrefix(path, a.cfg.BasePath+"/") {
		path = path[1:]
	}
	rest, ok := strings.CutPrefix(path, a.cfg.BasePath)
	if !ok || rest != "" && rest[0] != '/' {
		return nil, false
	}
	segments := make([]string, 0, 2)
	for rest != "" {
		var s string
		s, rest, _ = strings.Cut(rest[1:], "/")
		if rest != "" {
			rest = "/" + rest
		}
		if s == "" {
			continue
		}
		if escaped {
			// RawPath is set only when it decodes to Path, so this cannot fail.
			s, _ = url.PathUnescape(s)
		}
		segments = append(segments, s)
	}
	return segments, true
}

// methodError is a 405 with what would be allowed.
type methodError struct {
	answer *scim.Error
	allow  string
}

func (e *methodError) Error() string { return e.answer.Error() }

func notAllowed(method string, ms methods) error {
	allowed := make([]string, 0, len(ms)+1)
	for m := range ms {
		allowed = append(allowed, m)
	}
	if ms[http.MethodGet] != nil {
		allowed = append(allowed, http.MethodHead)
	}
	slices.Sort(allowed)
	allow := strings.Join(allowed, ", ")
	return &methodError{scim.Errorf(http.StatusMethodNotAllowed, "method %s is not possible here; allowed: %s", clip(method), allow), allow}
}

// clip keeps what a client wrote short in an error.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
