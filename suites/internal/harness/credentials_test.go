package harness

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestTokenIsRenewed holds that a token is asked for with the client's credentials, kept while it lives, replaced before it ends
// however short its life is, and kept with a note where no new one is to be had.
func TestTokenIsRenewed(t *testing.T) {
	issued, life, refuse := 0, 3600.0, false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, secret, _ := r.BasicAuth()
		if r.FormValue("grant_type") != "client_credentials" || r.FormValue("scope") != "scim" || id != "me" || secret != "very-secret" || refuse {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, `{"error":"invalid_client","error_description":"no very-secret here"}`)
			return
		}
		issued++
		fmt.Fprintf(w, `{"access_token":"token-%d","token_type":"Bearer","expires_in":%g}`, issued, life)
	}))
	t.Cleanup(server.Close)
	s, err := Open(Config{
		URL: "http://127.0.0.1:1/scim", RunID: "renewals",
		OAuth: &OAuthClient{TokenURL: server.URL, ID: "me", Secret: "very-secret", Scope: "scim"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Authenticate(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := func(token string) {
		t.Helper()
		if got := s.token(t.Context()); got != token {
			t.Errorf("the token to send is %q, want %q", got, token)
		}
	}
	due := func(most time.Duration) {
		t.Helper()
		if left := time.Until(s.credentials.renew); left > most {
			t.Errorf("the next token is due in %s, want at most %s", left, most)
		}
	}
	want("token-1")
	want("token-1")
	due(time.Hour - renewBefore)
	s.credentials.renew = time.Unix(0, 0)
	life = 10
	want("token-2")
	due(5 * time.Second)
	s.credentials.renew = time.Unix(0, 0)
	refuse = true
	want("token-2")
	notes := strings.Join(s.Notes(), "\n")
	if !strings.Contains(notes, "could not be renewed") || !strings.Contains(notes, "invalid_client") || strings.Contains(notes, "very-secret") {
		t.Errorf("the notes are %q, want that the token could not be renewed and why, and no secret", notes)
	}
}
