package oauth_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/oauth"
)

// FuzzTokenForm holds the endpoint to a well-formed answer whatever comes in, and to refusing whoever lacks the secret.
func FuzzTokenForm(f *testing.F) {
	w := newWorld(f, func(cfg *oauth.Config) { cfg.Logger = nil })
	secret, assertion := w.secret.Value, mint(f, nil)
	f.Add(grantForm(client, secret), "", "")
	f.Add("grant_type=client_credentials&scope=scim", "Basic "+base64.StdEncoding.EncodeToString([]byte(client+":"+secret)), "")
	f.Add(assertionForm(client, assertion), "", "")
	f.Add(assertionForm(client, "a.b.c"), "", "x=1")
	f.Add("%", "Basic ", "client_secret=x")
	f.Add("grant_type=client_credentials&client_id=\x00&client_secret=%00", "bearer x", "")
	f.Fuzz(func(t *testing.T, body, authorization, query string) {
		r, err := http.NewRequest(http.MethodPost, "http://scim.example.com/oauth/token", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.URL.RawQuery = query
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if authorization != "" {
			r.Header.Set("Authorization", authorization)
		}
		rec := w.send(r)
		a := read(t, rec)
		switch {
		case rec.Code >= 500:
			t.Errorf("got %d %s", rec.Code, rec.Body)
		case rec.Code != http.StatusOK && (a.Error == "" || a.Description == "" || a.AccessToken != ""):
			t.Errorf("got %d %s, want an error answer", rec.Code, rec.Body)
		case rec.Code == http.StatusOK && !proves(body, authorization, secret, assertion):
			t.Errorf("a token without the secret, for %q and %q", body, authorization)
		}
	})
}

// proves reports whether a request holds the secret or the assertion anywhere.
func proves(body, authorization, secret, assertion string) bool {
	values, err := url.ParseQuery(body)
	if err != nil {
		return false
	}
	_, encoded, _ := strings.Cut(authorization, " ")
	basic, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	plain, _ := url.QueryUnescape(string(basic))
	return strings.HasSuffix(plain, ":"+secret) || slices.Contains(values["client_secret"], secret) || slices.Contains(values["client_assertion"], assertion)
}
