package testissuer

import (
	"net/http"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
)

// maxRequest bounds a request to mint.
const maxRequest = 64 << 10

// metadata is OpenID Connect Discovery 1.0 §3 as far as it concerns who checks signatures.
type metadata struct {
	Issuer        string   `json:"issuer"`
	KeySet        string   `json:"jwks_uri"`
	ResponseTypes []string `json:"response_types_supported"`
	SubjectTypes  []string `json:"subject_types_supported"`
	Algorithms    []string `json:"id_token_signing_alg_values_supported"`
}

// Handler serves metadata and keys, for reading only. Strip the mount point's prefix before.
func (i *Issuer) Handler() http.Handler {
	mux := http.NewServeMux()
	keys := func(w http.ResponseWriter, r *http.Request) {
		if i.tenant(w, r) != "" {
			writeJSON(w, http.StatusOK, i.KeySet())
		}
	}
	about := func(issuer func(tenant string) string, keys string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			tenant := i.tenant(w, r)
			if tenant == "" {
				return
			}
			// A struct of strings always marshals.
			body, _ := json.Marshal(metadata{
				Issuer: issuer(tenant), KeySet: i.base(r) + "/" + tenant + keys, ResponseTypes: []string{"id_token"},
				SubjectTypes: []string{"pairwise"}, Algorithms: []string{entra.SigningAlgorithm},
			})
			writeJSON(w, http.StatusOK, body)
		}
	}
	v1, v2 := about(entra.BearerIssuer, "/discovery/keys"), about(entra.AssertionIssuer, "/discovery/v2.0/keys")
	mux.HandleFunc("GET /{tenant}/.well-known/openid-configuration", v1)
	mux.HandleFunc("GET /{tenant}/v2.0/.well-known/openid-configuration", v2)
	mux.HandleFunc("GET /{tenant}/discovery/keys", keys)
	mux.HandleFunc("GET /{tenant}/discovery/v2.0/keys", keys)
	mux.HandleFunc("GET /.well-known/openid-configuration", v1)
	mux.HandleFunc("GET /.well-known/jwks.json", keys)
	return mux
}

// tenant is the one in the path, or the configured one. What cannot be one is answered with 404 and returned as "".
func (i *Issuer) tenant(w http.ResponseWriter, r *http.Request) string {
	tenant := r.PathValue("tenant")
	if tenant == "" {
		return i.cfg.Tenant
	}
	if !entra.IsGUID(tenant) {
		http.NotFound(w, r)
		return ""
	}
	return tenant
}

// base is the mount point as the client knows it.
func (i *Issuer) base(r *http.Request) string {
	switch {
	case i.cfg.PublicURL != "":
		return i.cfg.PublicURL
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// MintEndpoint answers POST with a new token. It belongs on the admin plane.
func (i *Issuer) MintEndpoint() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			writeError(w, http.StatusMethodNotAllowed, "minting takes POST")
			return
		}
		var wanted Request
		if err := json.UnmarshalRead(http.MaxBytesReader(w, r.Body, maxRequest), &wanted, json.RejectUnknownMembers(true)); err != nil {
			writeError(w, http.StatusBadRequest, "the body is not a request for a token: "+err.Error())
			return
		}
		token, err := i.Mint(wanted)
		if err != nil {
			writeError(w, http.StatusBadRequest, err.Error())
			return
		}
		body, _ := json.Marshal(struct {
			Token string `json:"token"`
		}{token})
		w.Header().Set("Cache-Control", "no-store")
		writeJSON(w, http.StatusOK, body)
	})
}

func writeError(w http.ResponseWriter, status int, message string) {
	body, _ := json.Marshal(struct {
		Error string `json:"error"`
	}{message})
	writeJSON(w, status, body)
}

func writeJSON(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a failing write means that the client has gone
}
