package scimclient_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestTokenRequests holds the three forms of R18 to goldens, with the flag in the tenant URL and without (wire §3.2, §3.4).
func TestTokenRequests(t *testing.T) {
	credentials := scimclient.OAuth{Endpoint: "http://login.harborline.example/oauth/token", ClientID: "hl-scim-client", Secret: "s3cr3t"}
	header, scoped, body, assertion := credentials, credentials, credentials, credentials
	scoped.Scope, scoped.Secret = "scim read", "s3:cr&t"
	body.Location, body.Scope = scimclient.InBody, "scim"
	assertion.Secret, assertion.Assertion, assertion.Scope = "", "eyJhbGciOiJSUzI1NiIsImtpZCI6IjdrIn0.e30.c2ln", "scim"
	for name, o := range map[string]scimclient.OAuth{"token-header": header, "token-header-scope": scoped, "token-body": body, "token-assertion": assertion} {
		for state, tenant := range map[string]string{"off": off, "on": on} {
			t.Run(name+" flag "+state, func(t *testing.T) {
				s := &wireServer{reply: "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"}
				c, err := scimclient.New(scimclient.Config{TenantURL: tenant, OAuth: &o, Transport: s.transport(), Now: start})
				if err != nil {
					t.Fatal(err)
				}
				ex, err := c.Authorize(t.Context())
				s.wg.Wait()
				if err == nil || ex.Status != http.StatusInternalServerError {
					t.Fatalf("the request did not reach the wire: %v", err)
				}
				checkGolden(t, name+".http", string(s.raw))
				kept := fmt.Sprintf("%#v", ex)
				for _, secret := range []string{o.Assertion, o.Secret} {
					if secret != "" && strings.Contains(kept, secret) {
						t.Errorf("the exchange shows a secret: %s", kept)
					}
				}
			})
		}
	}
}

// authority is a token endpoint and a SCIM endpoint that takes its tokens.
type authority struct {
	mu      sync.Mutex
	issued  int
	valid   string
	expires string // "expires_in" of the answer, as JSON; "" leaves it out
	answer  func(w http.ResponseWriter) bool
	served  []string
}

func (a *authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/token" {
		if a.answer != nil && a.answer(w) {
			return
		}
		a.issued++
		a.valid = fmt.Sprintf("access-token-%d", a.issued)
		more := ""
		if a.expires != "" {
			more = `,"expires_in":` + a.expires
		}
		fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer"%s}`, a.valid, more)
		return
	}
	a.served = append(a.served, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	if r.Header.Get("Authorization") != "Bearer "+a.valid {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	_, _ = io.WriteString(w, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}`)
}

// client makes a client of an authority whose clock is moved by hand.
func (a *authority) client(t *testing.T) (*scimclient.Client, *time.Time) {
	t.Helper()
	srv := httptest.NewServer(a)
	t.Cleanup(srv.Close)
	now := start()
	c, err := scimclient.New(scimclient.Config{
		TenantURL: srv.URL + "/scim", Now: func() time.Time { return now },
		OAuth: &scimclient.OAuth{Endpoint: srv.URL + "/token", ClientID: "client", Secret: "client-secret-1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c, &now
}

var lookup = scimclient.Request{Kind: scimclient.KindMatch, Resource: scimclient.Users, Match: path("userName"), Value: "a"}

// TestTokensAreRenewed: a token is fetched once and used until a minute before its end; one that is refused is replaced.
func TestTokensAreRenewed(t *testing.T) {
	a := &authority{expires: "3600"}
	c, now := a.client(t)
	do := func() error {
		t.Helper()
		_, _, err := c.Do(t.Context(), lookup)
		return err
	}
	for _, step := range []time.Duration{0, 58 * time.Minute, time.Minute, time.Hour} {
		*now = now.Add(step)
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(a.served, " "); got != "access-token-1 access-token-1 access-token-2 access-token-3" {
		t.Errorf("tokens used: got %s; want the first twice, then two new ones", got)
	}
	a.valid = "revoked" // the endpoint no longer takes it
	var f *scimclient.Failure
	if err := do(); !errors.As(err, &f) || f.Class != scimclient.Credential {
		t.Errorf("a refused token: got %v, want a failure of the credentials", err)
	}
	if err := do(); err != nil || a.issued != 4 {
		t.Errorf("the request after it: got %v with %d tokens issued, want success with the fourth", err, a.issued)
	}
}

// TestTokenWithoutLifetime: an answer without expires_in is good for an hour.
func TestTokenWithoutLifetime(t *testing.T) {
	a := &authority{}
	c, now := a.client(t)
	for _, step := range []time.Duration{0, 50 * time.Minute, 15 * time.Minute} {
		*now = now.Add(step)
		if _, _, err := c.Do(t.Context(), lookup); err != nil {
			t.Fatal(err)
		}
	}
	if a.issued != 2 {
		t.Errorf("got %d tokens, want 2", a.issued)
	}
}

// TestTokenFailures: what token endpoints do wrong is told with a hint, and secrets stay out of what is kept.
func TestTokenFailures(t *testing.T) {
	for name, tt := range map[string]struct {
		status     int
		body, want string
	}{
		"refused":     {401, `{"error":"invalid_client","error_description":"unknown client-secret-1"}`, "invalid_client, unknown ***"},
		"not there":   {404, `nothing`, "answered 404"},
		"form wanted": {415, ``, "answered 415"},
		"broken":      {500, `oops`, "answered 500"},
		"HTML":        {200, `<html>`, "not JSON"},
		"no token":    {200, `{"token":"x"}`, "no access_token"},
		"odd token":   {200, `{"access_token":"a b"}`, "blank"},
	} {
		t.Run(name, func(t *testing.T) {
			a := &authority{answer: func(w http.ResponseWriter) bool {
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
				return true
			}}
			c, _ := a.client(t)
			_, ex, err := c.Do(t.Context(), lookup)
			var f *scimclient.Failure
			if !errors.As(err, &f) || !strings.Contains(err.Error(), tt.want) || f.Hint() == "" {
				t.Errorf("got %v, want a failure with a hint that says %q", err, tt.want)
			}
			if ex.Kind != scimclient.KindToken || len(a.served) > 0 {
				t.Errorf("the exchange is of kind %s and %d requests followed, want the token request alone", ex.Kind, len(a.served))
			}
			basic := base64.StdEncoding.EncodeToString([]byte("client:client-secret-1"))
			if kept := fmt.Sprintf("%#v %v", ex, err); strings.Contains(kept, "client-secret-1") || strings.Contains(kept, basic) {
				t.Errorf("a secret is kept: %s", kept)
			}
		})
	}
}

// TestAccessTokenIsMasked: the token that was fetched is masked like a secret token, in both exchanges.
func TestAccessTokenIsMasked(t *testing.T) {
	a := &authority{}
	c, _ := a.client(t)
	token, err := c.Authorize(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, ex, err := c.Do(t.Context(), lookup)
	if err != nil {
		t.Fatal(err)
	}
	if kept := fmt.Sprintf("%#v %#v", token, ex); strings.Contains(kept, "access-token-1") || !strings.Contains(kept, "***") {
		t.Errorf("got %s, want *** in place of the token", kept)
	}
}

// TestBadCredentials: credentials no token can be fetched with are refused before anything is sent.
func TestBadCredentials(t *testing.T) {
	good := scimclient.OAuth{Endpoint: "https://login.example/token", ClientID: "c", Secret: "s"}
	for name, change := range map[string]func(*scimclient.OAuth){
		"endpoint": func(o *scimclient.OAuth) { o.Endpoint = "login.example/token" },
		"client":   func(o *scimclient.OAuth) { o.ClientID = "" },
		"nothing":  func(o *scimclient.OAuth) { o.Secret = "" },
		"both":     func(o *scimclient.OAuth) { o.Assertion = "jwt" },
		"location": func(o *scimclient.OAuth) { o.Location = "query" },
	} {
		o := good
		change(&o)
		var config *scimclient.ConfigError
		if _, err := scimclient.New(scimclient.Config{TenantURL: off, OAuth: &o}); !errors.As(err, &config) || config.Hint() == "" {
			t.Errorf("%s: got %v, want a *ConfigError with a remedy", name, err)
		}
	}
}
