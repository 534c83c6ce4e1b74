package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/store/postgres/postgrestest"
)

// What is changed at one of two servers over one database holds at the other with the next request: tokens, resources, roles and
// settings.
func TestTwoServersAgreeAtOnce(t *testing.T) {
	url, ok := postgrestest.URL(t)
	if !ok {
		t.Skip("needs PostgreSQL: bash ci/scripts/postgres.sh with go test ./server")
	}
	var servers [2]*server.Server
	for i := range servers {
		srv, err := server.New(t.Context(), server.Config{DataDir: url})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := srv.Close(); err != nil {
				t.Error(err)
			}
		})
		servers[i] = srv
	}
	one, other := servers[0], servers[1]
	a := newCaller(t, one, "acme", server.Change{})
	b := a
	b.srv = other
	expect := func(what string, c caller, method, path, body string, status int) *httptest.ResponseRecorder {
		t.Helper()
		w := c.send(method, path, body, nil)
		if w.Code != status {
			t.Fatalf("%s: %s %s answers %d, want %d: %s", what, method, path, w.Code, status, w.Body)
		}
		return w
	}
	expect("a token issued at one", b, "GET", "/Users", "", http.StatusOK)

	user := idIn(expect("create at one", a, "POST", "/Users", `{"schemas":["`+core+`"],"userName":"ada","displayName":"Ada"}`, http.StatusCreated))
	expect("read at the other", b, "GET", "/Users/"+user, "", http.StatusOK)
	expect("the name is taken at the other", b, "POST", "/Users", `{"schemas":["`+core+`"],"userName":"ADA"}`, http.StatusConflict)

	group := idIn(expect("create a group at the other", b, "POST", "/Groups",
		`{"schemas":["`+groups+`"],"displayName":"Bosses","members":[{"value":"`+user+`"}]}`, http.StatusCreated))
	if err := one.SetRoles(t.Context(), "acme", "member", "boss"); err != nil {
		t.Fatal(err)
	}
	if err := other.MapRole(t.Context(), "acme", group, "boss"); err != nil {
		t.Fatal(err)
	}
	for i, srv := range servers {
		roles, err := srv.EffectiveRoles(t.Context(), "acme")
		if err != nil || len(roles) != 1 || roles[0].Role != "boss" {
			t.Errorf("roles at server %d: got %+v, %v; want ada to be boss", i, roles, err)
		}
	}
	expect("remove the member at one", a, "PATCH", "/Groups/"+group, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],`+
		`"Operations":[{"op":"remove","path":"members"}]}`, http.StatusNoContent)
	if roles, err := other.EffectiveRoles(t.Context(), "acme"); err != nil || len(roles) != 1 || roles[0].Role != "" {
		t.Errorf("roles at the other: got %+v, %v; want ada to have none", roles, err)
	}

	for _, mood := range []string{"strict", "entra"} {
		if err := one.Configure(t.Context(), "acme", server.Change{Mood: &mood}); err != nil {
			t.Fatal(err)
		}
		// Boolean strings are what only the entra mood takes (Q03).
		want := map[string]int{"strict": http.StatusBadRequest, "entra": http.StatusCreated}[mood]
		expect("mood "+mood, b, "POST", "/Users", `{"schemas":["`+core+`"],"userName":"in `+mood+`","active":"True"}`, want)
	}

	issued, err := one.IssueToken(t.Context(), "acme", "acme-entra", server.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	b.token = issued.Token
	expect("a second token", b, "GET", "/Users", "", http.StatusOK)
	if err := one.RevokeToken(t.Context(), "acme", issued.ID); err != nil {
		t.Fatal(err)
	}
	expect("the revoked token", b, "GET", "/Users", "", http.StatusUnauthorized)
}

// idIn finds the id of the resource in an answer.
func idIn(w *httptest.ResponseRecorder) string {
	_, rest, _ := strings.Cut(w.Body.String(), `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}
