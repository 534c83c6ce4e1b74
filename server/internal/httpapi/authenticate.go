package httpapi

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// challengeTo is what a refused client is told to send. It is the same for every bearer token: it must not tell a revoked one from
// a guess. Who presented none has made no error (RFC 6750 §3.1).
func challengeTo(authorization []string) string {
	const scheme = "Bearer"
	for _, h := range authorization {
		if len(h) >= len(scheme) && strings.EqualFold(h[:len(scheme)], scheme) && (len(h) == len(scheme) || h[len(scheme)] == ' ') {
			return `Bearer realm="scim", error="invalid_token"`
		}
	}
	return `Bearer realm="scim"`
}

var errUnauthenticated = scim.Errorf(http.StatusUnauthorized,
	"the request carries no live bearer token; send Authorization: Bearer <rawToken>:<providerId> with a token that was issued for this server and has neither expired nor been revoked")

// errReadOnly is the answer to a token that may only read (RFC 6750 §3.1).
var errReadOnly = &scopeError{scim.Errorf(http.StatusForbidden, "the token may read and search only; use one of scope scim to change something")}

type scopeError struct{ answer *scim.Error }

func (e *scopeError) Error() string { return e.answer.Error() }

const scopeChallenge = `Bearer realm="scim", error="insufficient_scope", scope="scim"`

// authenticate finds out for which organisation the request acts. An open endpoint may be read without credentials; ones that
// are sent are judged there too, because a connection test by /ServiceProviderConfig must notice a wrong token.
func (a *API) authenticate(req *request, e *endpoint) error {
	header := req.Header["Authorization"]
	if len(header) == 0 && e != nil && e.open {
		return a.serve(req)
	}
	var value string
	if len(header) == 1 { // several contradict each other and count as malformed
		value = header[0]
	}
	principal, err := a.cfg.Auth.Authenticate(req.Context(), value)
	if errors.Is(err, tenant.ErrUnauthenticated) {
		return errUnauthenticated
	}
	if err != nil {
		return err
	}
	req.principal = principal
	return a.serve(req)
}

// serve finds out how the organisation of the request is served; without one, as Profiles says for nobody.
func (a *API) serve(req *request) error {
	o := req.principal.Organisation
	p, err := a.Profile(req.Context(), o)
	if err != nil {
		return fmt.Errorf("read profile of organisation %s: %w", o.ID, err)
	}
	req.profile, req.scope = p, ScopeOf(p, o.ID, a.baseURL(req.Request))
	return nil
}

// baseURL is the URL in front of /Users as the client knows it.
func (a *API) baseURL(r *http.Request) string {
	if a.cfg.PublicURL != "" {
		return a.cfg.PublicURL + a.cfg.BasePath
	}
	host := r.Host
	if host == "" { // HTTP/1.0 without Host
		host = "localhost"
		if addr, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
			host = addr.String()
		}
	}
	if r.TLS != nil {
		return "https://" + host + a.cfg.BasePath
	}
	return "http://" + host + a.cfg.BasePath
}
