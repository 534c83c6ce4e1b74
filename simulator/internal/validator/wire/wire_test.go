package wire_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

const token = "wire-s3cret-token"

// echo answers with what it was sent, and remembers it.
type echo struct {
	request *http.Request
	body    string
}

func (e *echo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	e.request, e.body = r, string(raw)
	w.Header().Set("Content-Type", "application/scim+json; charset=utf-8")
	w.Header().Set("Location", "/"+r.Header.Get("Authorization"))
	_, _ = w.Write([]byte(`{"id":"1","note":"` + r.Header.Get("Authorization") + `"}`))
}

func client(t *testing.T, h http.Handler, suffix string) *wire.Client {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	c, err := wire.New(wire.Config{TenantURL: srv.URL + "/scim/" + suffix, Token: token, Now: func() time.Time { return time.Unix(0, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// TestDialects: what tells the tools' requests apart.
func TestDialects(t *testing.T) {
	body := resource.Object{{Name: "userName", Value: "ada"}}
	for name, tt := range map[string]struct {
		dialect      wire.Dialect
		accept, kind string
		filter       string
	}{
		"validator": {wire.Validator, "", "application/scim+json; charset=utf-8", "filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22a%2Bb%40c.example%22"},
		"gallery":   {wire.Gallery, "application/scim+json", "application/scim+json", "filter=emails[type%20eq%20%22work%22].value%20eq%20%22a%2Bb@c.example%22"},
	} {
		t.Run(name, func(t *testing.T) {
			e := &echo{}
			c := client(t, e, "?x=1&aadOptscim062020")
			a, err := c.Do(t.Context(), tt.dialect, wire.Request{Method: http.MethodPost, Path: "/Users", Body: body, Cause: "why"})
			if err != nil {
				t.Fatal(err)
			}
			h := e.request.Header
			if h.Get("Accept") != tt.accept || h.Get("Content-Type") != tt.kind || h.Get("User-Agent") != "" || h.Get("Accept-Encoding") != "" || h.Get("Authorization") != "Bearer "+token {
				t.Errorf("headers: got %v", h)
			}
			if e.request.RequestURI != "/scim/Users?x=1" || e.body != `{"userName":"ada"}` {
				t.Errorf("request: got %s %s", e.request.RequestURI, e.body)
			}
			if a.Exchange.Cause != "why" || a.Exchange.Target != "/Users?x=1" || a.Object().Text("id") != "1" || !a.SCIM() || !a.OK() {
				t.Errorf("answer: got %+v", a)
			}
			if got := tt.dialect.Filter(`emails[type eq "work"].value`, "a+b@c.example"); got != tt.filter {
				t.Errorf("filter: got %s, want %s", got, tt.filter)
			}
			if _, err := c.Do(t.Context(), tt.dialect, wire.Request{Method: http.MethodGet, Path: "/Users?" + tt.filter}); err != nil {
				t.Fatal(err)
			}
			if got := e.request.URL.Query().Get("filter"); got != `emails[type eq "work"].value eq "a+b@c.example"` || e.request.Header.Get("Content-Type") != "" {
				t.Errorf("filter as it arrived: got %s with media type %q", got, e.request.Header.Get("Content-Type"))
			}
		})
	}
}

// TestMask: the token is nowhere in an exchange, and neither is one that comes later.
func TestMask(t *testing.T) {
	c := client(t, &echo{}, "v2")
	for _, c := range []*wire.Client{c, c.With("another-s3cret")} {
		a, err := c.Do(t.Context(), wire.Validator, wire.Request{Method: http.MethodPost, Path: "/Users", Body: resource.Object{{Name: "t", Value: token}}})
		if err != nil {
			t.Fatal(err)
		}
		text := a.Exchange.Full()
		if strings.Contains(text, token) || strings.Contains(text, "another-s3cret") || !strings.Contains(text, "***") {
			t.Errorf("exchange: got %s, want secrets masked", text)
		}
	}
}

// TestForm: a token endpoint gets a form, and not the bearer token.
func TestForm(t *testing.T) {
	e := &echo{}
	c := client(t, e, "v2")
	if _, err := c.Do(t.Context(), wire.Gallery, wire.Request{Method: http.MethodPost, Path: c.Tenant().Base + "/token", Form: "a=b"}); err != nil {
		t.Fatal(err)
	}
	if h := e.request.Header; h.Get("Authorization") != "" || h.Get("Content-Type") != "application/x-www-form-urlencoded" || e.body != "a=b" {
		t.Errorf("got %v and %s", h, e.body)
	}
}

// TestNoAnswer: no complete answer is an error that says whether anything can have arrived; a redirect is an answer.
func TestNoAnswer(t *testing.T) {
	get := wire.Request{Method: http.MethodGet, Path: "/Users"}
	broken := client(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), "v2")
	var network *wire.NetworkError
	if _, err := broken.Do(t.Context(), wire.Validator, get); !errors.As(err, &network) || !network.Sent() || network.Hint() == "" {
		t.Errorf("a broken connection: got %v, want a network error after sending", err)
	}
	gone, err := wire.New(wire.Config{TenantURL: "http://127.0.0.1:1/scim", Token: token})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := gone.Do(t.Context(), wire.Validator, get); !errors.As(err, &network) || network.Sent() {
		t.Errorf("nobody there: got %v, want a network error before sending", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := broken.Do(ctx, wire.Validator, get); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that was ended: got %v, want context.Canceled", err)
	}
	away := client(t, http.RedirectHandler("https://login.example/", http.StatusFound), "v2")
	if a, err := away.Do(t.Context(), wire.Validator, get); err != nil || a.Status != http.StatusFound || a.Object() != nil {
		t.Errorf("a redirect: got %d and %v, want it as an answer", a.Status, err)
	}
}

func TestTenantURL(t *testing.T) {
	_, err := wire.New(wire.Config{TenantURL: "app.example.com", Token: token})
	var config *scimclient.ConfigError
	if !errors.As(err, &config) {
		t.Errorf("got %v, want a ConfigError", err)
	}
}
