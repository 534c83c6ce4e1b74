package httpapi

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// me makes /Me an alias of the user that the token stands for (RFC 7644 §3.11): every answer is that of /Users/{id}, and its
// Location names the user there. For a token that stands for nobody but a provider, which is the usual kind, it is 501.
func (a *API) me(req *request) (response, error) {
	if req.principal.Subject == "" {
		return response{}, scim.NotImplemented("/Me is not supported with this token: it stands for an identity provider, not for a user")
	}
	rt, ok := userType(req.profile.Registry)
	if !ok {
		return response{}, scim.NotImplemented("/Me is not supported: there is no resource type User")
	}
	method := req.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	h := a.ofItem[method]
	if h == nil {
		return response{}, notAllowed(req.Method, a.ofItem)
	}
	req.rt, req.id = rt, req.principal.Subject
	return h(req)
}

func userType(registry *schema.Registry) (*schema.ResourceType, bool) {
	for _, rt := range registry.ResourceTypes() {
		if rt.Name == store.TypeUser {
			return rt, true
		}
	}
	return nil, false
}
