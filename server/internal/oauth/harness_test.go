package oauth_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

var update = flag.Bool("update", false, "write the golden files anew; look at the difference before keeping it")

const (
	appID  = "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d"
	client = "hl-scim-client"
)

var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// signing is made once, because keys cost time.
var signing = sync.OnceValue(func() *testissuer.Issuer {
	seed := uint64(5)
	i, err := testissuer.New(testissuer.Config{Now: func() time.Time { return start }, Seed: &seed})
	if err != nil {
		panic(err)
	}
	return i
})

// counter is a source of bytes that is neither random nor ever twice the same.
type counter struct {
	mu sync.Mutex
	n  uint64
}

func (c *counter) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, c.n))
	for i := range p {
		p[i] = sum[i%len(sum)]
	}
	return len(p), nil
}

// world is an authorisation server over two organisations, with one client that has a secret and a federation.
type world struct {
	*oauth.Server
	tenants *tenant.Service
	clients *failing
	secret  oauth.IssuedSecret
	now     time.Time
	log     bytes.Buffer
}

// failing is a Clients that can be made to fail.
type failing struct {
	oauth.Memory
	err error
}

func (f *failing) Client(ctx context.Context, id string) (oauth.Client, error) {
	if f.err != nil {
		return oauth.Client{}, f.err
	}
	return f.Memory.Client(ctx, id)
}

func newWorld(t testing.TB, change func(*oauth.Config)) *world {
	t.Helper()
	w := &world{now: start, clients: &failing{}}
	clock := func() time.Time { return w.now }
	st := memory.New()
	w.tenants = tenant.New(tenant.Config{Store: st, Now: clock, Random: &counter{n: 100}})
	t.Cleanup(func() {
		w.tenants.Close()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, org := range []string{"acme", "other"} {
		if _, err := w.tenants.CreateOrganisation(context.Background(), org, ""); err != nil {
			t.Fatal(err)
		}
	}
	cfg := oauth.Config{
		Clients: w.clients, Tenants: w.tenants, Sources: keyset.NewSources(keyset.Options{Now: clock}), Now: clock,
		KeySet: string(signing().KeySet()), Random: &counter{}, Logger: slog.New(slog.NewJSONHandler(&w.log, nil)),
	}
	if change != nil {
		change(&cfg)
	}
	var err error
	if w.Server, err = oauth.New(cfg); err != nil {
		t.Fatal(err)
	}
	_, err = w.Register(context.Background(), oauth.Client{
		ID: client, Organisation: "acme", Provider: "acme-entra", Scopes: []string{"scim", "scim.read"},
		Federations: []oauth.Federation{{Tenant: testissuer.DefaultTenant, Subject: testissuer.DefaultSubject, AppID: appID}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.secret = w.addSecret(t, "acme", client)
	return w
}

func (w *world) addSecret(t testing.TB, org, id string) oauth.IssuedSecret {
	t.Helper()
	secret, err := w.AddSecret(context.Background(), org, id, oauth.SecretOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func mint(t testing.TB, claims map[string]any) string {
	t.Helper()
	token, err := signing().Mint(testissuer.Request{Kind: testissuer.Assertion, AppID: appID, Claims: claims})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// post sends a form; basic, when not empty, is the user information of a Basic header.
func (w *world) post(body string, basic ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "http://scim.example.com/oauth/token", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if len(basic) == 2 {
		r.SetBasicAuth(basic[0], basic[1])
	}
	return w.send(r)
}

func (w *world) send(r *http.Request) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	w.Handler(http.NotFoundHandler()).ServeHTTP(rec, r)
	return rec
}

// grantForm is the form of a request with the secret in the body.
func grantForm(id, secret string) string {
	return url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {secret}}.Encode()
}

func assertionForm(id, assertion string) string {
	return url.Values{
		"grant_type": {"client_credentials"}, "client_id": {id}, "client_assertion": {assertion},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
	}.Encode()
}

// answer is what a token endpoint may answer.
type answer struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int    `json:"expires_in"`
	Scope       string `json:"scope"`
	Error       string `json:"error"`
	Description string `json:"error_description"`
}

func read(t testing.TB, rec *httptest.ResponseRecorder) answer {
	t.Helper()
	var a answer
	if err := json.Unmarshal(rec.Body.Bytes(), &a); err != nil {
		t.Fatalf("the answer is no JSON: %v: %s", err, rec.Body)
	}
	return a
}

// organisation is whom an access token acts for; "" when it is refused.
func (w *world) organisation(t testing.TB, token string) string {
	t.Helper()
	p, err := w.tenants.Authenticate(context.Background(), "Bearer "+token)
	if errors.Is(err, tenant.ErrUnauthenticated) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return p.Organisation.ID
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%swant\n%s", path, got, want)
	}
}
