package testissuer_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
)

func get(h http.Handler, method, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w
}

func TestDiscovery(t *testing.T) {
	i := shared()
	const tid = "11111111-2222-4333-8444-555555555555"
	about := func(issuer, keys string) string {
		return `{"issuer":"` + issuer + `","jwks_uri":"http://example.com/` + keys + `","response_types_supported":["id_token"],` +
			`"subject_types_supported":["pairwise"],"id_token_signing_alg_values_supported":["RS256"]}`
	}
	keys := string(i.KeySet())
	for path, want := range map[string]string{
		"/" + tid + "/.well-known/openid-configuration":      about("https://sts.windows.net/"+tid+"/", tid+"/discovery/keys"),
		"/" + tid + "/v2.0/.well-known/openid-configuration": about("https://login.microsoftonline.com/"+tid+"/v2.0", tid+"/discovery/v2.0/keys"),
		"/.well-known/openid-configuration":                  about("https://sts.windows.net/"+testissuer.DefaultTenant+"/", testissuer.DefaultTenant+"/discovery/keys"),
		"/" + tid + "/discovery/keys":                        keys,
		"/" + tid + "/discovery/v2.0/keys":                   keys,
		"/.well-known/jwks.json":                             keys,
	} {
		w := get(i.Handler(), http.MethodGet, path, "")
		if w.Code != http.StatusOK || w.Body.String() != want || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("GET %s: got %d %s, want 200 %s", path, w.Code, w.Body, want)
		}
		if w := get(i.Handler(), http.MethodPost, path, ""); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: got %d, want 405", path, w.Code)
		}
	}
	for _, path := range []string{"/", "/contoso/discovery/keys", "/contoso/.well-known/openid-configuration", "/" + tid + "/oauth2/token"} {
		if w := get(i.Handler(), http.MethodGet, path, ""); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: got %d, want 404", path, w.Code)
		}
	}
}

func TestMetadataAddresses(t *testing.T) {
	seed := uint64(7)
	i, err := testissuer.New(testissuer.Config{Now: clock, Seed: &seed, PublicURL: "https://scim.example.com/entra"})
	if err != nil {
		t.Fatal(err)
	}
	want := `"jwks_uri":"https://scim.example.com/entra/` + testissuer.DefaultTenant + `/discovery/keys"`
	if w := get(i.Handler(), http.MethodGet, "/.well-known/openid-configuration", ""); !strings.Contains(w.Body.String(), want) {
		t.Errorf("with PublicURL: got %s, want %s", w.Body, want)
	}
}

func TestMintEndpoint(t *testing.T) {
	i := shared()
	for name, tt := range map[string]struct {
		method, body string
		status       int
	}{
		"bearer":    {"POST", `{"kind":"bearer"}`, 200},
		"assertion": {"POST", `{"kind":"assertion","appId":"` + appID + `","claims":{"ver":null,"roles":["x"]}}`, 200},
		"wrong key": {"POST", `{"kind":"bearer","wrongKey":true}`, 200},
		"GET":       {"GET", ``, 405},
		"no JSON":   {"POST", `kind=bearer`, 400},
		"typo":      {"POST", `{"kind":"bearer","tenent":"x"}`, 400},
		"no kind":   {"POST", `{}`, 400},
		"too large": {"POST", `{"kind":"bearer","claims":{"x":"` + strings.Repeat("x", 70<<10) + `"}}`, 400},
	} {
		w := get(i.MintEndpoint(), tt.method, "/", tt.body)
		if w.Code != tt.status {
			t.Errorf("%s: got %d %s, want %d", name, w.Code, w.Body, tt.status)
		}
		if got := strings.HasPrefix(w.Body.String(), `{"token":"ey`); got != (tt.status == 200) {
			t.Errorf("%s: got %s", name, w.Body)
		}
		if tt.status == 200 && w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: the answer may be cached", name)
		}
	}
}
