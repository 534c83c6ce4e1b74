package server_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server"
)

func open(t *testing.T, cfg server.Config) *server.Server {
	t.Helper()
	srv, err := server.New(t.Context(), cfg)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return srv
}

func TestConfigIsChecked(t *testing.T) {
	for name, cfg := range map[string]server.Config{
		"neither directory nor memory": {},
		"unknown profile":              {Memory: true, Profile: "wand"},
		"relative base path":           {Memory: true, BasePath: "scim"},
		"base path with query":         {Memory: true, BasePath: "/scim?x"},
		"public URL without host":      {Memory: true, PublicURL: "https://"},
		"public URL with path":         {Memory: true, PublicURL: "https://scim.example.com/scim"},
		"public URL of another scheme": {Memory: true, PublicURL: "ftp://scim.example.com"},
		"unknown mood":                 {Memory: true, Mood: "grumpy"},
		"negative limit":               {Memory: true, MaxBody: -1},
	} {
		t.Run(name, func(t *testing.T) {
			if srv, err := server.New(t.Context(), cfg); !errors.Is(err, server.ErrConfig) {
				t.Errorf("New: got %v, %v, want an error that is ErrConfig", srv, err)
			}
		})
	}
}

func TestBasePath(t *testing.T) {
	for _, tt := range []struct{ profile, base, want string }{
		{"", "", "/scim/v2"}, {"wando", "", "/api/auth/scim/v2"}, {"wando", "/x/", "/x"}, {"", "/", ""},
	} {
		srv := open(t, server.Config{Memory: true, Profile: tt.profile, BasePath: tt.base})
		if got := srv.BasePath(); got != tt.want {
			t.Errorf("profile %q, base path %q: got %q, want %q", tt.profile, tt.base, got, tt.want)
		}
		w := httptest.NewRecorder()
		srv.Handler().ServeHTTP(w, httptest.NewRequest("GET", tt.want+"/ServiceProviderConfig", nil))
		if w.Code != 200 {
			t.Errorf("profile %q, base path %q: GET %s/ServiceProviderConfig answers %d", tt.profile, tt.base, tt.want, w.Code)
		}
	}
}

func TestEnsureDefaultShowsATokenOnce(t *testing.T) {
	dir := t.TempDir()
	srv, err := server.New(t.Context(), server.Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	token, created, err := srv.EnsureDefault(t.Context())
	if err != nil || !created || !strings.HasSuffix(token, ":dev-entra") {
		t.Fatalf("first: got %q, %v, %v", token, created, err)
	}
	if err := srv.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, server.Config{DataDir: dir})
	if token, created, err := again.EnsureDefault(t.Context()); token != "" || created || err != nil {
		t.Errorf("after a restart: got %q, %v, %v, want nothing new", token, created, err)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/scim/v2/Users", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	again.Handler().ServeHTTP(w, r)
	if w.Code != 200 {
		t.Errorf("the token from before the restart: got %d", w.Code)
	}
}

func TestEnsureDefaultReplacesDeadTokens(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	srv := open(t, server.Config{Memory: true, Now: func() time.Time { return now }})
	if err := srv.CreateOrganisation(t.Context(), server.DefaultOrganisation, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := srv.IssueToken(t.Context(), server.DefaultOrganisation, server.DefaultProvider, server.TokenOptions{Expires: now.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	revoked, err := srv.IssueToken(t.Context(), server.DefaultOrganisation, server.DefaultProvider, server.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := srv.RevokeToken(t.Context(), server.DefaultOrganisation, revoked.ID); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Hour)
	if token, created, err := srv.EnsureDefault(t.Context()); token == "" || !created || err != nil {
		t.Errorf("with only an expired and a revoked token: got %q, %v, %v, want a new one", token, created, err)
	}
}

// client calls the SCIM port of a server in process.
func client(t *testing.T, srv *server.Server, token string) func(method, path, body string) string {
	return func(method, path, body string) string {
		t.Helper()
		r := httptest.NewRequest(method, srv.BasePath()+path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		srv.Handler().ServeHTTP(w, r)
		if w.Code >= 300 {
			t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		_, rest, _ := strings.Cut(w.Body.String(), `"id":"`)
		id, _, _ := strings.Cut(rest, `"`)
		return id
	}
}

// Guide step 9: users in several groups get the highest role, and every change of membership, activity or mapping counts at once.
func TestRolesFollowEveryChange(t *testing.T) {
	ctx := t.Context()
	srv := open(t, server.Config{DataDir: t.TempDir(), Profile: server.WandoProfile})
	token, _, err := srv.EnsureDefault(ctx)
	if err != nil {
		t.Fatal(err)
	}
	do := client(t, srv, token)
	ada := do("POST", "/Users", `{"userName":"ada"}`)
	staff := do("POST", "/Groups", `{"displayName":"Staff"}`)
	admins := do("POST", "/Groups", `{"displayName":"Admins"}`)
	nested := do("POST", "/Groups", `{"displayName":"Nested"}`)
	member := func(op, group, id string) {
		do("PATCH", "/Groups/"+group, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"`+op+`","path":"members","value":[{"value":"`+id+`"}]}]}`)
	}
	want := func(step, role string) {
		t.Helper()
		rs, err := srv.EffectiveRoles(ctx, server.DefaultOrganisation)
		if err != nil || len(rs) != 1 || rs[0].UserID != ada || rs[0].Role != role {
			t.Errorf("%s: got %+v, %v, want role %q", step, rs, err, role)
		}
	}
	try := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	want("at first", "")
	member("Add", staff, ada)
	want("in a group without role", "")
	try(srv.MapRole(ctx, server.DefaultOrganisation, "staff", "member")) // by displayName, in any case
	want("group mapped", "member")
	try(srv.MapRole(ctx, server.DefaultOrganisation, admins, "admin")) // by id
	member("Add", admins, ada)
	want("in two groups the highest counts", "admin")
	do("PATCH", "/Users/"+ada, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}`)
	want("inactive", "")
	do("PATCH", "/Users/"+ada, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"True"}]}`)
	want("active again", "admin")
	try(srv.MapRole(ctx, server.DefaultOrganisation, "Admins", "boss"))
	want("mapping changed", "boss")
	member("Remove", admins, ada)
	want("left the group", "member")
	try(srv.UnmapRole(ctx, server.DefaultOrganisation, "Staff"))
	want("mapping gone", "")
	member("Add", nested, ada)
	member("Add", admins, nested)
	want("through a nested group", "boss")
	do("DELETE", "/Groups/"+admins, "")
	want("group deleted", "")
	if err := srv.MapRole(ctx, server.DefaultOrganisation, "Staff", "king"); err == nil {
		t.Error("a role outside the list was mapped")
	}
	if err := srv.SetRoles(ctx, server.DefaultOrganisation, "guest", "king"); err != nil {
		t.Errorf("set the role list: %v", err)
	}
	try(srv.MapRole(ctx, server.DefaultOrganisation, "Staff", "king"))
	want("new list", "king")
}

// The same seed gives the same ids, whatever the order of concurrent creates.
func TestSeededIDs(t *testing.T) {
	ids := func(names []string) map[string]string {
		seed := uint64(7)
		srv := open(t, server.Config{Memory: true, Seed: &seed})
		token, _, err := srv.EnsureDefault(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		do, out := client(t, srv, token), map[string]string{}
		for _, n := range names {
			out[n] = do("POST", "/Users", `{"userName":"`+n+`"}`)
		}
		do("DELETE", "/Users/"+out["a"], "")
		out["a again"] = do("POST", "/Users", `{"userName":"A"}`)
		return out
	}
	names := []string{"a", "b", "c"}
	first := ids(names)
	slices.Reverse(names)
	second := ids(names)
	for n, id := range first {
		if id == "" || second[n] != id {
			t.Errorf("id of %q: %q in one order, %q in the other", n, id, second[n])
		}
	}
	if first["a"] == first["a again"] || first["a"] == first["b"] {
		t.Errorf("ids are not unique: %v", first)
	}
}

// What is not HTTP gets a SCIM error too.
func TestListenerAnswersGarbage(t *testing.T) {
	srv := open(t, server.Config{Memory: true})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	hs := &http.Server{Handler: srv.Handler(), MaxHeaderBytes: 4096}
	done := make(chan error, 1)
	go func() { done <- hs.Serve(srv.Listener(l)) }()
	t.Cleanup(func() { hs.Close(); <-done })
	for name, tt := range map[string]struct {
		request string
		status  int
	}{
		"blanks in the target": {"GET /scim/v2/Users?filter=userName eq \"x\" HTTP/1.1\r\nHost: x\r\n\r\n", 400},
		"no Host":              {"GET /scim/v2/Users HTTP/1.1\r\n\r\n", 400},
		"not HTTP":             {"hello\r\n\r\n", 400},
		"bad escape":           {"GET /scim/v2/Users/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400},
		"huge header":          {"GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 20000) + "\r\n\r\n", 431},
		"two lengths":          {"POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
		"unknown version":      {"GET /scim/v2/Users HTTP/3.9\r\nHost: x\r\n\r\n", 505},
		"unknown coding":       {"POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
		"honest request":       {"GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 401},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", l.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := io.WriteString(conn, tt.request); err != nil {
				t.Fatal(err)
			}
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatalf("read answer: %v", err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatalf("read body: %v", err)
			}
			if res.StatusCode != tt.status || !strings.HasPrefix(res.Header.Get("Content-Type"), "application/scim+json") ||
				!strings.Contains(string(body), fmt.Sprintf(`"status":"%d"`, tt.status)) {
				t.Errorf("got %s %s %s, want a SCIM error %d", res.Status, res.Header.Get("Content-Type"), body, tt.status)
			}
		})
	}
}

func TestSecretsStayOutOfText(t *testing.T) {
	srv := open(t, server.Config{Memory: true})
	if err := srv.CreateOrganisation(context.Background(), "acme", "Acme"); err != nil {
		t.Fatal(err)
	}
	issued, err := srv.IssueToken(t.Context(), "acme", "acme-entra", server.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	raw, _, _ := strings.Cut(issued.Token, ":")
	for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
		if s := fmt.Sprintf(form, issued); strings.Contains(s, raw) {
			t.Errorf("%s of an issued token shows the secret: %s", form, s)
		}
	}
}
