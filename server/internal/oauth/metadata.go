package oauth

import (
	"cmp"
	"net/http"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
)

// MetadataPath is where the metadata of an authorisation server lies (RFC 8414 §3).
const MetadataPath = "/.well-known/oauth-authorization-server"

// metadata is RFC 8414 §2, without what this server does not have.
type metadata struct {
	Issuer         string   `json:"issuer"`
	TokenEndpoint  string   `json:"token_endpoint"`
	ResponseTypes  []string `json:"response_types_supported"` // required, and empty: there is no authorisation endpoint
	GrantTypes     []string `json:"grant_types_supported"`
	Scopes         []string `json:"scopes_supported"`
	AuthMethods    []string `json:"token_endpoint_auth_methods_supported"`
	AuthAlgorithms []string `json:"token_endpoint_auth_signing_alg_values_supported"`
}

// Metadata answers GET at MetadataPath.
func (s *Server) Metadata() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			writeJSON(w, http.StatusMethodNotAllowed, struct {
				Error string `json:"error"`
			}{invalidRequest})
			return
		}
		base := s.cfg.PublicURL
		if base == "" {
			base = requestBase(r)
		}
		writeJSON(w, http.StatusOK, metadata{
			Issuer: base, TokenEndpoint: base + s.cfg.TokenPath, ResponseTypes: []string{}, GrantTypes: []string{"client_credentials"},
			Scopes:      []string{DefaultScope, ReadScope},
			AuthMethods: []string{methodBasic, methodPost, methodAssertion}, AuthAlgorithms: []string{entra.SigningAlgorithm},
		})
	})
}

// requestBase is scheme and host as the client used them.
func requestBase(r *http.Request) string {
	host := cmp.Or(r.Host, "localhost") // HTTP/1.0 may come without Host
	if r.TLS != nil {
		return "https://" + host
	}
	return "http://" + host
}

// Handler serves the token endpoint and the metadata, and passes everything else on to next.
func (s *Server) Handler(next http.Handler) http.Handler {
	token, about := s.TokenEndpoint(), s.Metadata()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case s.cfg.TokenPath:
			token.ServeHTTP(w, r)
		case MetadataPath:
			about.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
