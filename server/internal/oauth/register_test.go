package oauth_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

func TestRegisterRefuses(t *testing.T) {
	w := newWorld(t, nil)
	federation := oauth.Federation{Tenant: testissuer.DefaultTenant, Subject: testissuer.DefaultSubject, AppID: appID}
	with := func(change func(*oauth.Client)) oauth.Client {
		c := oauth.Client{ID: "new", Organisation: "acme", Provider: "acme-entra"}
		change(&c)
		return c
	}
	federated := func(change func(*oauth.Federation)) oauth.Client {
		return with(func(c *oauth.Client) {
			f := federation
			change(&f)
			c.Federations = []oauth.Federation{federation, f}
		})
	}
	for name, tt := range map[string]struct {
		client oauth.Client
		code   refusal.Code
	}{
		"no id":                {with(func(c *oauth.Client) { c.ID = "" }), refusal.Invalid},
		"id with colon":        {with(func(c *oauth.Client) { c.ID = "a:b" }), refusal.Invalid},
		"id with percent":      {with(func(c *oauth.Client) { c.ID = "a%20b" }), refusal.Invalid},
		"long id":              {with(func(c *oauth.Client) { c.ID = strings.Repeat("x", 101) }), refusal.Invalid},
		"taken id":             {with(func(c *oauth.Client) { c.ID = client }), refusal.Conflict},
		"taken id, other org":  {with(func(c *oauth.Client) { c.ID, c.Organisation, c.Provider = client, "other", "other-entra" }), refusal.Conflict},
		"unknown organisation": {with(func(c *oauth.Client) { c.Organisation = "nobody" }), refusal.NotFound},
		"provider of others":   {with(func(c *oauth.Client) { c.Organisation = "other" }), refusal.Conflict},
		"bad provider":         {with(func(c *oauth.Client) { c.Provider = "A B" }), refusal.Invalid},
		"short lifetime":       {with(func(c *oauth.Client) { c.Lifetime = time.Hour - time.Second }), refusal.Invalid},
		"long lifetime":        {with(func(c *oauth.Client) { c.Lifetime = 6*time.Hour + time.Second }), refusal.Invalid},
		"half a second":        {with(func(c *oauth.Client) { c.Lifetime = time.Hour + time.Second/2 }), refusal.Invalid},
		"scope with blank":     {with(func(c *oauth.Client) { c.Scopes = []string{"a b"} }), refusal.Invalid},
		"scope with quote":     {with(func(c *oauth.Client) { c.Scopes = []string{`a"b`} }), refusal.Invalid},
		"scope twice":          {with(func(c *oauth.Client) { c.Scopes = []string{"a", "a"} }), refusal.Invalid},
		"many scopes":          {with(func(c *oauth.Client) { c.Scopes = strings.Split(strings.Repeat("x", 21), "") }), refusal.Invalid},
		"many federations":     {with(func(c *oauth.Client) { c.Federations = slices.Repeat([]oauth.Federation{federation}, 11) }), refusal.Invalid},
		"tenant":               {federated(func(f *oauth.Federation) { f.Tenant = "contoso.onmicrosoft.com" }), refusal.Invalid},
		"no subject":           {federated(func(f *oauth.Federation) { f.Subject = "" }), refusal.Invalid},
		"app id in capitals":   {federated(func(f *oauth.Federation) { f.AppID = strings.ToUpper(appID) }), refusal.Invalid},
		"caller":               {federated(func(f *oauth.Federation) { f.Caller = "me" }), refusal.Invalid},
		"keys over http":       {federated(func(f *oauth.Federation) { f.KeySet = "http://login.example.com/keys" }), refusal.Invalid},
		"keys of a file":       {federated(func(f *oauth.Federation) { f.KeySet = "/etc/passwd" }), refusal.Invalid},
		"long keys":            {federated(func(f *oauth.Federation) { f.KeySet = "https://login.example.com/" + strings.Repeat("x", 64<<10) }), refusal.Invalid},
		"unusable keys":        {federated(func(f *oauth.Federation) { f.KeySet = `{"keys":[]}` }), refusal.Invalid},
	} {
		_, err := w.Register(t.Context(), tt.client)
		wantRefusal(t, name, err, tt.code)
	}
	if list, err := w.Registered(t.Context(), "acme"); err != nil || len(list) != 1 {
		t.Errorf("%d clients after refusals, %v, want the one of before", len(list), err)
	}
	if providers, err := w.tenants.Providers(t.Context(), "other"); err != nil || len(providers) != 0 {
		t.Errorf("refusals left providers behind: %v, %v", providers, err)
	}
}

// What belongs to one organisation does not exist for another.
func TestOtherOrganisationsClient(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	_, err := w.AddSecret(ctx, "other", client, oauth.SecretOptions{})
	wantRefusal(t, "add secret", err, refusal.NotFound)
	wantRefusal(t, "revoke secret", w.RevokeSecret(ctx, "other", client, w.secret.ID), refusal.NotFound)
	wantRefusal(t, "set federations", w.SetFederations(ctx, "other", client, nil), refusal.NotFound)
	wantRefusal(t, "unregister", w.Unregister(ctx, "other", client), refusal.NotFound)
	wantRefusal(t, "add secret to nobody", func() error {
		_, err := w.AddSecret(ctx, "acme", "nobody", oauth.SecretOptions{})
		return err
	}(), refusal.NotFound)
	wantRefusal(t, "unknown secret", w.RevokeSecret(ctx, "acme", client, "sec-0"), refusal.NotFound)
	wantRefusal(t, "bad federation", w.SetFederations(ctx, "acme", client, []oauth.Federation{{}}), refusal.Invalid)
	if list, err := w.Registered(ctx, "other"); err != nil || len(list) != 0 {
		t.Errorf("list: %v, %v, want nothing", list, err)
	}
	if !w.works(w.secret) {
		t.Error("the client was changed")
	}
}

func TestUnregister(t *testing.T) {
	w := newWorld(t, nil)
	own, err := w.tenants.IssueToken(t.Context(), "acme", "acme-entra", tenant.TokenOptions{Label: "by hand"})
	if err != nil {
		t.Fatal(err)
	}
	token := read(t, w.post(grantForm(client, w.secret.Value))).AccessToken
	if err := w.Unregister(t.Context(), "acme", client); err != nil {
		t.Fatal(err)
	}
	if w.works(w.secret) || w.organisation(t, token) != "" {
		t.Error("secret or token of a client that is gone are still good")
	}
	if w.organisation(t, own.Secret) != "acme" {
		t.Error("a token that the client was not issued was revoked")
	}
	wantRefusal(t, "again", w.Unregister(t.Context(), "acme", client), refusal.NotFound)
}

func TestClientEndsWithProviderAndOrganisation(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *world) error{
		"provider":     func(t *testing.T, w *world) error { return w.tenants.DeleteProvider(t.Context(), "acme", "acme-entra") },
		"organisation": func(t *testing.T, w *world) error { return w.tenants.DeleteOrganisation(t.Context(), "acme") },
	} {
		w := newWorld(t, nil)
		token := read(t, w.post(grantForm(client, w.secret.Value))).AccessToken
		if err := end(t, w); err != nil {
			t.Fatal(err)
		}
		if rec := w.post(grantForm(client, w.secret.Value)); rec.Code != http.StatusUnauthorized {
			t.Errorf("%s gone: got %d %s, want 401", name, rec.Code, rec.Body)
		}
		if w.organisation(t, token) != "" {
			t.Errorf("%s gone: the token is still good", name)
		}
		if err := w.Unregister(t.Context(), "acme", client); err != nil {
			t.Errorf("%s gone: unregister: %v", name, err)
		}
	}
}

func TestStoreFailuresAreNotRefusals(t *testing.T) {
	w := newWorld(t, nil)
	w.clients.err = store.ErrClosed
	_, err := w.Register(t.Context(), oauth.Client{ID: "new", Organisation: "acme", Provider: "acme-entra"})
	var r *refusal.Error
	if !errors.Is(err, store.ErrClosed) || errors.As(err, &r) {
		t.Errorf("register: got %v, want the store's failure", err)
	}
	if err := w.Unregister(t.Context(), "acme", client); !errors.Is(err, store.ErrClosed) {
		t.Errorf("unregister: got %v, want the store's failure", err)
	}
}

func TestConfigIsChecked(t *testing.T) {
	w := newWorld(t, nil)
	now := func() time.Time { return start }
	good := oauth.Config{Clients: w.clients, Tenants: w.tenants, Sources: keyset.NewSources(keyset.Options{Now: now}), Now: now}
	for name, change := range map[string]func(*oauth.Config){
		"clients": func(c *oauth.Config) { c.Clients = nil }, "tenants": func(c *oauth.Config) { c.Tenants = nil },
		"sources": func(c *oauth.Config) { c.Sources = nil }, "clock": func(c *oauth.Config) { c.Now = nil },
		"skew": func(c *oauth.Config) { c.Skew = 11 * time.Minute },
	} {
		cfg := good
		change(&cfg)
		if _, err := oauth.New(cfg); err == nil {
			t.Errorf("a configuration with bad %s is accepted", name)
		}
	}
	if _, err := oauth.New(good); err != nil {
		t.Error(err)
	}
}
