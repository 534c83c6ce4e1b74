package bearer_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/bearer"
	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

const (
	one   = testissuer.DefaultTenant
	two   = "11111111-2222-4333-8444-555555555555"
	appID = "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d"
)

// world is two organisations, each trusting one tenant, and the clock and log of all parts.
type world struct {
	*bearer.Authenticator
	tenants *tenant.Service
	issuer  *testissuer.Issuer
	now     time.Time
	log     bytes.Buffer
}

// signing is made once, because keys cost time.
var signing = sync.OnceValue(func() *testissuer.Issuer {
	seed := uint64(5)
	i, err := testissuer.New(testissuer.Config{Now: func() time.Time { return start }, Seed: &seed})
	if err != nil {
		panic(err)
	}
	return i
})

var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{issuer: signing(), now: start}
	clock := func() time.Time { return w.now }
	st := memory.New()
	w.tenants = tenant.New(tenant.Config{Store: st, Now: clock, Mood: "entra"})
	t.Cleanup(func() {
		w.tenants.Close()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, org := range []string{"acme", "other"} {
		_, err1 := w.tenants.CreateOrganisation(t.Context(), org, "")
		_, err2 := w.tenants.CreateProvider(t.Context(), org, org+"-entra", "")
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
	}
	logger := slog.New(slog.NewTextHandler(&w.log, nil))
	trusts, err := bearer.NewFixed(
		bearer.Trust{Tenant: one, Organisation: "acme", Provider: "acme-entra"},
		bearer.Trust{Tenant: one, Organisation: "other", Provider: "other-entra", Audiences: []string{appID}},
		bearer.Trust{Tenant: two, Organisation: "other", Provider: "other-entra"},
	)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := bearer.NewEntra(bearer.EntraConfig{
		Trusts: trusts, Sources: keyset.NewSources(keyset.Options{Now: clock}), Keys: string(w.issuer.KeySet()), Now: clock, Logger: logger,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Authenticator = bearer.NewAuthenticator(w.tenants, verifier, logger)
	return w
}

func (w *world) mint(t *testing.T, r testissuer.Request) string {
	t.Helper()
	r.Kind = cmp.Or(r.Kind, testissuer.Bearer)
	token, err := w.issuer.Mint(r)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// lets returns the organisation and provider that a header acts for; "" when it is refused.
func (w *world) lets(t *testing.T, header string) string {
	t.Helper()
	p, err := w.Authenticate(t.Context(), header)
	if errors.Is(err, tenant.ErrUnauthenticated) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return p.Organisation.ID + "/" + p.Provider
}

func TestBothKindsOfToken(t *testing.T) {
	w := newWorld(t)
	own, err := w.tenants.IssueToken(t.Context(), "acme", "acme-entra", tenant.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ header, want string }{
		"own token":           {"Bearer " + own.Secret, "acme/acme-entra"},
		"Entra's token":       {"Bearer " + w.mint(t, testissuer.Request{}), "acme/acme-entra"},
		"scheme in capitals":  {"BEARER " + w.mint(t, testissuer.Request{}), "acme/acme-entra"},
		"two blanks":          {"Bearer  " + w.mint(t, testissuer.Request{}), "acme/acme-entra"},
		"other tenant":        {"Bearer " + w.mint(t, testissuer.Request{Tenant: two}), "other/other-entra"},
		"gallery app":         {"Bearer " + w.mint(t, testissuer.Request{Audience: appID}), "other/other-entra"},
		"gallery app, not it": {"Bearer " + w.mint(t, testissuer.Request{Tenant: two, Audience: appID}), ""},
		"unknown tenant":      {"Bearer " + w.mint(t, testissuer.Request{Tenant: "99999999-2222-4333-8444-555555555555"}), ""},
		"wrong key":           {"Bearer " + w.mint(t, testissuer.Request{WrongKey: true}), ""},
		"an assertion":        {"Bearer " + w.mint(t, testissuer.Request{Kind: testissuer.Assertion, AppID: entra.CustomAppAudience, Audience: entra.CustomAppAudience}), ""},
		"wrong scheme":        {"Basic " + w.mint(t, testissuer.Request{}), ""},
		"no scheme":           {w.mint(t, testissuer.Request{}), ""},
		"tenant's name faked": {"Bearer " + w.mint(t, testissuer.Request{Claims: map[string]any{"iss": "https://sts.windows.net/"}}), ""},
		"not a token":         {"Bearer a.b.c", ""},
		"dots only":           {"Bearer ..", ""},
		"empty":               {"Bearer ", ""},
		"absent":              {"", ""},
	} {
		if got := w.lets(t, tt.header); got != tt.want {
			t.Errorf("%s: acts for %q, want %q", name, got, tt.want)
		}
	}
	if p, err := w.Authenticate(t.Context(), "Bearer "+w.mint(t, testissuer.Request{Claims: map[string]any{"uti": "a\nb ü" + strings.Repeat("x", 99)}})); err != nil ||
		p.Token != "jwt-a_b__"+strings.Repeat("x", 55) || p.Organisation.Mood != "entra" {
		t.Errorf("principal: got %+v, %v; want the organisation and a clean, short token id", p, err)
	}
}

func TestValidity(t *testing.T) {
	w := newWorld(t)
	header := "Bearer " + w.mint(t, testissuer.Request{})
	for _, step := range []struct {
		after time.Duration
		want  string
	}{
		{-5*time.Minute - time.Second, ""},
		{-5 * time.Minute, "acme/acme-entra"},
		{0, "acme/acme-entra"},
		{entra.BearerValidity + 5*time.Minute - time.Second, "acme/acme-entra"},
		{entra.BearerValidity + 5*time.Minute, ""},
	} {
		w.now = start.Add(step.after)
		if got := w.lets(t, header); got != step.want {
			t.Errorf("%s after issue: acts for %q, want %q", step.after, got, step.want)
		}
	}
}

func TestTokensEndWithProviderAndOrganisation(t *testing.T) {
	w := newWorld(t)
	first, second := "Bearer "+w.mint(t, testissuer.Request{}), "Bearer "+w.mint(t, testissuer.Request{Tenant: two})
	if w.lets(t, first) == "" || w.lets(t, second) == "" {
		t.Fatal("good tokens are refused")
	}
	if err := w.tenants.DeleteProvider(t.Context(), "acme", "acme-entra"); err != nil {
		t.Fatal(err)
	}
	if err := w.tenants.DeleteOrganisation(t.Context(), "other"); err != nil {
		t.Fatal(err)
	}
	if got := w.lets(t, first) + w.lets(t, second); got != "" {
		t.Errorf("tokens act for %q after provider and organisation are gone", got)
	}
}

// Refusals look alike from outside; the log tells the operator why, and shows no token.
func TestRefusalsAreLoggedWithoutTheToken(t *testing.T) {
	w := newWorld(t)
	token := w.mint(t, testissuer.Request{Audience: "someone-else"})
	w.lets(t, "Bearer "+token)
	log := w.log.String()
	if !strings.Contains(log, "code=audience") || !strings.Contains(log, "someone-else") {
		t.Errorf("log: got %q, want the reason", log)
	}
	for _, part := range strings.Split(token, ".") {
		if strings.Contains(log, part) {
			t.Errorf("log shows a part of the token: %s", log)
		}
	}
}

func TestKeysThatCannotBeHad(t *testing.T) {
	w := newWorld(t)
	token := w.mint(t, testissuer.Request{})
	trusts, err := bearer.NewFixed(bearer.Trust{Tenant: one, Organisation: "acme", Provider: "acme-entra", Keys: "/does/not/exist.json"})
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return w.now }
	verifier, err := bearer.NewEntra(bearer.EntraConfig{Trusts: trusts, Sources: keyset.NewSources(keyset.Options{Now: clock}), Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := verifier.Verify(t.Context(), token); ok || err == nil {
		t.Errorf("verify: got %v, %v, want an error", ok, err)
	}
	w.Authenticator = bearer.NewAuthenticator(w.tenants, verifier, slog.New(slog.NewTextHandler(&w.log, nil)))
	if got := w.lets(t, "Bearer "+token); got != "" {
		t.Errorf("without keys the token acts for %q", got)
	}
	if !strings.Contains(w.log.String(), "level=WARN") || strings.Contains(w.log.String(), token[:40]) {
		t.Errorf("log: got %q, want a warning without the token", w.log.String())
	}
}

// failing is a tenant service whose store is away.
type failing struct{ bearer.Tenants }

var errStore = errors.New("store is away")

func (failing) Organisation(context.Context, string) (store.Organisation, error) {
	return store.Organisation{}, errStore
}

func TestFailingStoreIsNotARefusal(t *testing.T) {
	w := newWorld(t)
	broken := bearer.NewAuthenticator(failing{w.tenants}, accepting{}, nil)
	if _, err := broken.Authenticate(t.Context(), "Bearer a.b.c"); !errors.Is(err, errStore) {
		t.Errorf("got %v, want the store's failure", err)
	}
}

type accepting struct{}

func (accepting) Verify(context.Context, string) (bearer.Identity, bool, error) {
	return bearer.Identity{Organisation: "acme", Provider: "acme-entra"}, true, nil
}

func TestTrustsAreChecked(t *testing.T) {
	good := bearer.Trust{Tenant: one, Organisation: "acme", Provider: "acme-entra"}
	with := func(change func(*bearer.Trust)) bearer.Trust {
		x := good
		change(&x)
		return x
	}
	for name, tt := range map[string]struct {
		trusts []bearer.Trust
		code   refusal.Code
	}{
		"tenant":                {[]bearer.Trust{with(func(x *bearer.Trust) { x.Tenant = "contoso" })}, refusal.Invalid},
		"no organisation":       {[]bearer.Trust{with(func(x *bearer.Trust) { x.Organisation = "" })}, refusal.Invalid},
		"no provider":           {[]bearer.Trust{with(func(x *bearer.Trust) { x.Provider = "" })}, refusal.Invalid},
		"empty audience":        {[]bearer.Trust{with(func(x *bearer.Trust) { x.Audiences = []string{""} })}, refusal.Invalid},
		"many audiences":        {[]bearer.Trust{with(func(x *bearer.Trust) { x.Audiences = strings.Split(strings.Repeat("x,", 30), ",") })}, refusal.Invalid},
		"two for one audience":  {[]bearer.Trust{good, with(func(x *bearer.Trust) { x.Organisation = "other" })}, refusal.Conflict},
		"spelled and defaulted": {[]bearer.Trust{good, with(func(x *bearer.Trust) { x.Audiences = []string{entra.CustomAppAudience} })}, refusal.Conflict},
	} {
		_, err := bearer.NewFixed(tt.trusts...)
		var r *refusal.Error
		if !errors.As(err, &r) || r.Code != tt.code || r.Hint() == "" {
			t.Errorf("%s: got %v, want a refusal of kind %d with a hint", name, err, tt.code)
		}
	}
}

func TestConfigIsChecked(t *testing.T) {
	now := func() time.Time { return start }
	sources := keyset.NewSources(keyset.Options{Now: now})
	for name, cfg := range map[string]bearer.EntraConfig{
		"no trusts":  {Sources: sources, Now: now},
		"no sources": {Trusts: bearer.Fixed{}, Now: now},
		"no clock":   {Trusts: bearer.Fixed{}, Sources: sources},
		"large skew": {Trusts: bearer.Fixed{}, Sources: sources, Now: now, Skew: time.Hour},
	} {
		if _, err := bearer.NewEntra(cfg); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
