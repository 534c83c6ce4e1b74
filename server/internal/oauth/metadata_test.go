package oauth_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/entrasim/entrasim/server/internal/oauth"
)

func TestMetadata(t *testing.T) {
	about := func(base, path string) string {
		return `{"issuer":"` + base + `","token_endpoint":"` + base + path + `","response_types_supported":[],` +
			`"grant_types_supported":["client_credentials"],"scopes_supported":["scim","scim.read"],` +
			`"token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post","private_key_jwt"],` +
			`"token_endpoint_auth_signing_alg_values_supported":["RS256"]}`
	}
	plain := newWorld(t, nil)
	public := newWorld(t, func(cfg *oauth.Config) { cfg.PublicURL, cfg.TokenPath = "https://scim.example.com", "/api/token" })
	overTLS := httptest.NewRequest(http.MethodGet, "https://here.example.com"+oauth.MetadataPath, nil)
	overTLS.TLS = &tls.ConnectionState{}
	for name, tt := range map[string]struct {
		w    *world
		r    *http.Request
		want string
	}{
		"as asked":   {plain, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8480"+oauth.MetadataPath, nil), about("http://127.0.0.1:8480", "/oauth/token")},
		"over TLS":   {plain, overTLS, about("https://here.example.com", "/oauth/token")},
		"public":     {public, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8480"+oauth.MetadataPath, nil), about("https://scim.example.com", "/api/token")},
		"HEAD is OK": {plain, httptest.NewRequest(http.MethodHead, "http://127.0.0.1:8480"+oauth.MetadataPath, nil), about("http://127.0.0.1:8480", "/oauth/token")},
	} {
		if rec := tt.w.send(tt.r); rec.Code != http.StatusOK || rec.Body.String() != tt.want {
			t.Errorf("%s: got %d %s, want 200 %s", name, rec.Code, rec.Body, tt.want)
		}
	}
	if rec := plain.send(httptest.NewRequest(http.MethodPost, oauth.MetadataPath, nil)); rec.Code != http.StatusMethodNotAllowed || rec.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: got %d, Allow %q", rec.Code, rec.Header().Get("Allow"))
	}
	if rec := public.send(httptest.NewRequest(http.MethodPost, "/oauth/token", nil)); rec.Code != http.StatusNotFound {
		t.Errorf("another path than the configured one: got %d, want it passed on", rec.Code)
	}
	if rec := plain.send(httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil)); rec.Code != http.StatusNotFound {
		t.Errorf("a SCIM path: got %d, want it passed on", rec.Code)
	}
}
