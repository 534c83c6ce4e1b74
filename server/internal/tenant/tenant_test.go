package tenant_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

type fixture struct {
	*tenant.Service
	store *counting
	now   time.Time
	log   strings.Builder
}

// counting counts what the service asks the store.
type counting struct {
	store.Store
	mu      sync.Mutex
	lookups int
	fail    error // of the next Update
}

func (c *counting) TokenByHash(ctx context.Context, h [32]byte) (store.Token, error) {
	c.mu.Lock()
	c.lookups++
	c.mu.Unlock()
	return c.Store.TokenByHash(ctx, h)
}

func (c *counting) Update(ctx context.Context, fn func(store.Tx) error) error {
	c.mu.Lock()
	err := c.fail
	c.fail = nil
	c.mu.Unlock()
	if err != nil {
		return err
	}
	return c.Store.Update(ctx, fn)
}

func newFixture(t *testing.T) *fixture {
	f := &fixture{store: &counting{Store: memory.New()}, now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	f.Service = tenant.New(tenant.Config{
		Store: f.store, Now: func() time.Time { return f.now }, Mood: "entra", Roles: []string{"member", "boss"},
		Logger: slog.New(slog.NewTextHandler(&f.log, nil)),
	})
	t.Cleanup(func() {
		f.Service.Close()
		if err := f.store.Close(); err != nil {
			t.Errorf("close store: %v", err)
		}
	})
	for _, org := range []string{"acme", "other"} {
		if _, err := f.CreateOrganisation(t.Context(), org, ""); err != nil {
			t.Fatalf("create organisation: %v", err)
		}
	}
	return f
}

func (f *fixture) issue(t *testing.T, opts tenant.TokenOptions) tenant.Issued {
	t.Helper()
	i, err := f.IssueToken(t.Context(), "acme", "acme-entra", opts)
	if err != nil {
		t.Fatalf("issue token: %v", err)
	}
	return i
}

func (f *fixture) lets(t *testing.T, secret string) bool {
	t.Helper()
	p, err := f.Authenticate(t.Context(), "Bearer "+secret)
	if err != nil && !errors.Is(err, tenant.ErrUnauthenticated) {
		t.Fatalf("authenticate: %v", err)
	}
	if err == nil && (p.Organisation.ID != "acme" || p.Provider != "acme-entra") {
		t.Errorf("principal: got %+v, want acme, acme-entra", p)
	}
	return err == nil
}

func TestIssuedToken(t *testing.T) {
	f := newFixture(t)
	a, b := f.issue(t, tenant.TokenOptions{Label: "first"}), f.issue(t, tenant.TokenOptions{})
	raw, provider, _ := strings.Cut(a.Secret, ":")
	if bits, err := base64.RawURLEncoding.DecodeString(raw); err != nil || len(bits) < 32 || provider != "acme-entra" {
		t.Errorf("secret: got %d bytes of %q for %q, want 32 or more of base64url", len(bits), err, provider)
	}
	if a.Secret == b.Secret || a.ID == b.ID {
		t.Error("two tokens are the same")
	}
	if !f.lets(t, a.Secret) || !f.lets(t, b.Secret) {
		t.Error("several tokens of one provider are live at once (rotation)")
	}
	ts, err := f.Tokens(t.Context(), "acme", "")
	if err != nil || len(ts) != 2 || strings.Contains(fmt.Sprintf("%+v", ts), raw) {
		t.Errorf("list: got %d tokens, %v; none may show the secret", len(ts), err)
	}
	for _, form := range []string{"%v", "%+v", "%#v"} {
		if strings.Contains(fmt.Sprintf(form, a), raw) {
			t.Errorf("%s of an issued token shows the secret", form)
		}
	}
	if ps, err := f.Providers(t.Context(), "acme"); err != nil || len(ps) != 1 || ps[0].ID != "acme-entra" {
		t.Errorf("the provider was not made: %v, %v", ps, err)
	}
}

func TestRevocationIsImmediate(t *testing.T) {
	f := newFixture(t)
	a, b := f.issue(t, tenant.TokenOptions{}), f.issue(t, tenant.TokenOptions{})
	if !f.lets(t, a.Secret) {
		t.Fatal("a live token is refused")
	}
	first, err := f.RevokeToken(t.Context(), "acme", a.ID)
	if err != nil || first.Revoked.IsZero() {
		t.Fatalf("revoke: %+v, %v", first, err)
	}
	if f.lets(t, a.Secret) || !f.lets(t, b.Secret) {
		t.Error("after revoking one of two: want that one refused and the other let in")
	}
	f.now = f.now.Add(time.Hour)
	if again, err := f.RevokeToken(t.Context(), "acme", a.ID); err != nil || !again.Revoked.Equal(first.Revoked) {
		t.Errorf("revoking again: got %v, %v, want the first time %v", again.Revoked, err, first.Revoked)
	}
	if _, err := f.RevokeToken(t.Context(), "other", b.ID); !errors.Is(err, store.ErrNotFound) || !f.lets(t, b.Secret) {
		t.Errorf("another organisation revoked the token: %v", err)
	}
}

// A look-up that began before a revocation must not put the token back into the cache afterwards.
func TestRevocationBeatsARunningLookup(t *testing.T) {
	f := newFixture(t)
	a := f.issue(t, tenant.TokenOptions{})
	slow := &slowLookup{Store: f.store, in: make(chan struct{}), out: make(chan struct{})}
	s := tenant.New(tenant.Config{Store: slow, Now: func() time.Time { return f.now }})
	defer s.Close()
	done := make(chan error)
	go func() {
		_, err := s.Authenticate(context.Background(), "Bearer "+a.Secret)
		done <- err
	}()
	<-slow.in // it has read the live token
	if _, err := s.RevokeToken(t.Context(), "acme", a.ID); err != nil {
		t.Fatal(err)
	}
	close(slow.out)
	<-done // may go either way: it ran at the same time
	if _, err := s.Authenticate(t.Context(), "Bearer "+a.Secret); !errors.Is(err, tenant.ErrUnauthenticated) {
		t.Errorf("after the revocation: got %v, want ErrUnauthenticated", err)
	}
}

// slowLookup stops the first look-up between reading and returning.
type slowLookup struct {
	store.Store
	once    sync.Once
	in, out chan struct{}
}

func (s *slowLookup) TokenByHash(ctx context.Context, h [32]byte) (store.Token, error) {
	t, err := s.Store.TokenByHash(ctx, h)
	s.once.Do(func() { close(s.in); <-s.out })
	return t, err
}

func TestExpiry(t *testing.T) {
	f := newFixture(t)
	a := f.issue(t, tenant.TokenOptions{Expires: f.now.Add(time.Minute)})
	if !f.lets(t, a.Secret) {
		t.Error("a token is refused before it expires")
	}
	f.now = f.now.Add(time.Minute)
	if f.lets(t, a.Secret) {
		t.Error("a token is let in at the moment it expires")
	}
	var r *refusal.Error
	if _, err := f.IssueToken(t.Context(), "acme", "acme-entra", tenant.TokenOptions{Expires: f.now}); !errors.As(err, &r) || r.Code != refusal.Invalid {
		t.Errorf("expiry in the past: got %v, want a refusal", err)
	}
}

func TestDeletingProviderOrOrganisationEndsTheirTokens(t *testing.T) {
	for name, end := range map[string]func(*fixture) error{
		"provider":     func(f *fixture) error { return f.DeleteProvider(context.Background(), "acme", "acme-entra") },
		"organisation": func(f *fixture) error { return f.DeleteOrganisation(context.Background(), "acme") },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			a := f.issue(t, tenant.TokenOptions{})
			if !f.lets(t, a.Secret) {
				t.Fatal("a live token is refused")
			}
			if err := end(f); err != nil {
				t.Fatal(err)
			}
			if f.lets(t, a.Secret) {
				t.Error("its token is still let in")
			}
		})
	}
}

func TestAuthenticationIsCached(t *testing.T) {
	f := newFixture(t)
	a := f.issue(t, tenant.TokenOptions{})
	f.lets(t, a.Secret)
	before := f.store.lookups
	for range 5 {
		f.lets(t, a.Secret)
	}
	if f.store.lookups != before {
		t.Errorf("five more requests asked the store %d times", f.store.lookups-before)
	}
}

// All ways of not being let in cost one look-up each, so they cannot be told apart by the time they take.
func TestFailuresCostTheSame(t *testing.T) {
	f := newFixture(t)
	revoked := f.issue(t, tenant.TokenOptions{})
	expired := f.issue(t, tenant.TokenOptions{Expires: f.now.Add(time.Second)})
	f.lets(t, revoked.Secret)
	f.lets(t, expired.Secret)
	if _, err := f.RevokeToken(t.Context(), "acme", revoked.ID); err != nil {
		t.Fatal(err)
	}
	f.now = f.now.Add(time.Hour)
	for name, header := range map[string]string{
		"absent": "", "wrong": "Bearer " + strings.Repeat("A", 43) + ":acme-entra", "malformed": "Bearer x", "basic": "Basic eDp5",
		"revoked": "Bearer " + revoked.Secret, "expired": "Bearer " + expired.Secret,
	} {
		before := f.store.lookups
		if _, err := f.Authenticate(t.Context(), header); !errors.Is(err, tenant.ErrUnauthenticated) {
			t.Errorf("%s: got %v, want ErrUnauthenticated", name, err)
		}
		if n := f.store.lookups - before; n != 1 {
			t.Errorf("%s: %d look-ups, want 1", name, n)
		}
	}
}

func TestLastUse(t *testing.T) {
	f := newFixture(t)
	a := f.issue(t, tenant.TokenOptions{})
	last := func() time.Time {
		ts, err := f.Tokens(t.Context(), "acme", "acme-entra")
		if err != nil || len(ts) != 1 {
			t.Fatalf("tokens: %v, %v", ts, err)
		}
		return ts[0].LastUsed
	}
	if !last().IsZero() {
		t.Errorf("before any use: got %v", last())
	}
	f.lets(t, a.Secret)
	f.now = f.now.Add(10 * time.Second)
	f.lets(t, a.Secret)
	if !last().Equal(f.now) {
		t.Errorf("last use: got %v, want %v", last(), f.now)
	}
	if _, err := f.RevokeToken(t.Context(), "acme", a.ID); err != nil {
		t.Fatal(err)
	}
	f.Service.Close()
	stored, err := f.store.Store.Tokens(t.Context(), "acme", "")
	if err != nil || !stored[0].LastUsed.Equal(f.now) || stored[0].Revoked.IsZero() {
		t.Errorf("after Close the store has last use %v, revoked %v, %v; want %v and the revocation kept", stored[0].LastUsed, stored[0].Revoked, err, f.now)
	}
}

func TestUnwrittenLastUseIsReported(t *testing.T) {
	f := newFixture(t)
	a := f.issue(t, tenant.TokenOptions{})
	f.store.mu.Lock()
	f.store.fail = errors.New("disk full")
	f.store.mu.Unlock()
	f.lets(t, a.Secret)
	f.Service.Close()
	if !strings.Contains(f.log.String(), "disk full") || strings.Contains(f.log.String(), a.Secret[:20]) {
		t.Errorf("log: got %q, want the failure without the secret", f.log.String())
	}
}

func TestRefusals(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	f.issue(t, tenant.TokenOptions{})
	do := func(_ any, err error) error { return err }
	for name, tt := range map[string]struct {
		err  error
		code refusal.Code
	}{
		"organisation id in capitals":       {do(f.CreateOrganisation(ctx, "Acme", "")), refusal.Invalid},
		"organisation id with slash":        {do(f.CreateOrganisation(ctx, "a/b", "")), refusal.Invalid},
		"empty organisation id":             {do(f.CreateOrganisation(ctx, "", "")), refusal.Invalid},
		"long name":                         {do(f.CreateOrganisation(ctx, "x", strings.Repeat("n", 1000))), refusal.Invalid},
		"organisation exists":               {do(f.CreateOrganisation(ctx, "acme", "")), refusal.Conflict},
		"unknown organisation":              {do(f.Organisation(ctx, "nobody")), refusal.NotFound},
		"delete unknown organisation":       {f.DeleteOrganisation(ctx, "nobody"), refusal.NotFound},
		"token for nobody":                  {do(f.IssueToken(ctx, "nobody", "p", tenant.TokenOptions{})), refusal.NotFound},
		"token of a bad provider id":        {do(f.IssueToken(ctx, "acme", "a:b", tenant.TokenOptions{})), refusal.Invalid},
		"token of a foreign provider":       {do(f.IssueToken(ctx, "other", "acme-entra", tenant.TokenOptions{})), refusal.Conflict},
		"tokens of nobody":                  {do(f.Tokens(ctx, "nobody", "")), refusal.NotFound},
		"revoke unknown token":              {do(f.RevokeToken(ctx, "acme", "tok-0")), refusal.NotFound},
		"revoke for nobody":                 {do(f.RevokeToken(ctx, "nobody", "tok-0")), refusal.NotFound},
		"provider exists":                   {do(f.CreateProvider(ctx, "other", "acme-entra", "")), refusal.Conflict},
		"provider for nobody":               {do(f.CreateProvider(ctx, "nobody", "p", "")), refusal.NotFound},
		"provider id with blank":            {do(f.CreateProvider(ctx, "acme", "a b", "")), refusal.Invalid},
		"delete a foreign provider":         {f.DeleteProvider(ctx, "other", "acme-entra"), refusal.NotFound},
		"delete unknown provider":           {f.DeleteProvider(ctx, "acme", "nobody"), refusal.NotFound},
		"providers of unknown organisation": {do(f.Providers(ctx, "nobody")), refusal.NotFound},
	} {
		var r *refusal.Error
		if !errors.As(tt.err, &r) || r.Code != tt.code || r.Hint() == "" {
			t.Errorf("%s: got %v, want a refusal of kind %d with a hint", name, tt.err, tt.code)
		}
	}
}

func FuzzAuthenticate(f *testing.F) {
	s := tenant.New(tenant.Config{Store: memory.New(), Now: func() time.Time { return time.Unix(0, 0) }})
	f.Cleanup(s.Close)
	if _, err := s.CreateOrganisation(context.Background(), "acme", ""); err != nil {
		f.Fatal(err)
	}
	issued, err := s.IssueToken(context.Background(), "acme", "acme-entra", tenant.TokenOptions{})
	if err != nil {
		f.Fatal(err)
	}
	for _, h := range []string{"", "Bearer", "Bearer x", "Bearer eDp5", "Bearer " + strings.Repeat("A", 600), "bearer  a:b", "Basic TOKEN", "Bearer TOKEN", "bEARER  TOKEN", "Bearer TOKEN ", "Bearer TOKEN=", "Bearer BASE64", "Bearer BASE64==", "Bearer BASE64TOKEN", "TOKEN", "Bearer\tTOKEN", "Bearer TOKEN,TOKEN", "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA"} {
		f.Add(h, 0)
		f.Add(h, 9)
	}
	encodings := []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding}
	f.Fuzz(func(t *testing.T, header string, flip int) {
		secret := []byte(issued.Secret)
		if flip != 0 { // another token of the same form
			at := (flip%len(secret) + len(secret)) % len(secret)
			secret[at] = 'a' + (secret[at]-'a'+1)%26
		}
		header = strings.NewReplacer("TOKEN", string(secret), "BASE64", base64.RawURLEncoding.EncodeToString(secret)).Replace(header)
		scheme, token, _ := strings.Cut(header, " ")
		// The token, or its text in base64 or base64url, padded or not, behind the scheme in any case, lets in, and nothing else.
		token = strings.TrimLeft(token, " ")
		must, may := token == issued.Secret, token == issued.Secret
		for _, e := range encodings {
			plain, err := e.DecodeString(token)
			must = must || token == e.EncodeToString([]byte(issued.Secret))
			may = may || err == nil && string(plain) == issued.Secret
			plain, err = e.WithPadding(base64.NoPadding).DecodeString(strings.TrimRight(token, "="))
			may = may || err == nil && string(plain) == issued.Secret
		}
		isBearer := strings.EqualFold(scheme, "Bearer")
		p, err := s.Authenticate(t.Context(), header)
		switch {
		case err == nil && (!may || !isBearer || p.Organisation.ID != "acme"):
			t.Errorf("%q: was let in as %+v", header, p)
		case err != nil && must && isBearer:
			t.Errorf("%q: got %v, want it let in", header, err)
		case err != nil && !errors.Is(err, tenant.ErrUnauthenticated):
			t.Errorf("%q: got %v, want ErrUnauthenticated", header, err)
		}
	})
}
