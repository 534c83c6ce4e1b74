package oauth_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/refusal"
)

// works reports whether a secret gets a token.
func (w *world) works(secret oauth.IssuedSecret) bool {
	return w.post(grantForm(client, secret.Value)).Code == http.StatusOK
}

func wantRefusal(t *testing.T, what string, err error, code refusal.Code) {
	t.Helper()
	var r *refusal.Error
	if !errors.As(err, &r) || r.Code != code || r.Hint() == "" {
		t.Errorf("%s: got %v, want a refusal of kind %d with a hint", what, err, code)
	}
}

func TestRotation(t *testing.T) {
	w := newWorld(t, nil)
	first, second := w.secret, w.addSecret(t, "acme", client)
	if first.Value == second.Value || !w.works(first) || !w.works(second) {
		t.Fatal("two secrets are live at once")
	}
	_, err := w.AddSecret(t.Context(), "acme", client, oauth.SecretOptions{})
	wantRefusal(t, "third live secret", err, refusal.Conflict)
	token := read(t, w.post(grantForm(client, first.Value))).AccessToken
	if err := w.RevokeSecret(t.Context(), "acme", client, first.ID); err != nil {
		t.Fatal(err)
	}
	if w.works(first) || !w.works(second) {
		t.Error("after revoking the first: want that one refused and the second good")
	}
	if w.organisation(t, token) != "acme" {
		t.Error("a token that was issued before lives on")
	}
	third := w.addSecret(t, "acme", client)
	if !w.works(second) || !w.works(third) {
		t.Error("a revoked secret leaves room for another")
	}
	list, err := w.Registered(t.Context(), "acme")
	if err != nil || len(list) != 1 || len(list[0].Secrets) != 3 {
		t.Fatalf("list: %+v, %v, want one client with three secrets", list, err)
	}
	revoked := list[0].Secrets[0].Revoked
	w.now = w.now.Add(time.Hour)
	if err := w.RevokeSecret(t.Context(), "acme", client, first.ID); err != nil {
		t.Fatal(err)
	}
	if list, err = w.Registered(t.Context(), "acme"); err != nil || !list[0].Secrets[0].Revoked.Equal(revoked) {
		t.Errorf("revoking again moved the time to %v, want %v", list[0].Secrets[0].Revoked, revoked)
	}
}

func TestSecretExpiry(t *testing.T) {
	w := newWorld(t, nil)
	if want := start.AddDate(1, 0, 0); !w.secret.Expires.Equal(want) {
		t.Errorf("default expiry: got %v, want %v", w.secret.Expires, want)
	}
	w.now = w.secret.Expires.Add(-time.Nanosecond)
	if !w.works(w.secret) {
		t.Error("refused before it expires")
	}
	w.now = w.secret.Expires
	if w.works(w.secret) {
		t.Error("still good when it expires")
	}
	if second, third := w.addSecret(t, "acme", client), w.addSecret(t, "acme", client); !w.works(second) || !w.works(third) {
		t.Error("an expired secret does not count as live")
	}
}

func TestSecretOptions(t *testing.T) {
	strict, short := newWorld(t, nil), newWorld(t, func(cfg *oauth.Config) { cfg.ShortSecrets = true })
	for name, tt := range map[string]struct {
		opts          oauth.SecretOptions
		strict, short bool
	}{
		"one year":                {oauth.SecretOptions{Expires: start.AddDate(1, 0, 0)}, true, true},
		"three years":             {oauth.SecretOptions{Expires: start.AddDate(3, 0, 0)}, true, true},
		"more than three years":   {oauth.SecretOptions{Expires: start.AddDate(3, 0, 0).Add(time.Second)}, false, false},
		"less than a year":        {oauth.SecretOptions{Expires: start.AddDate(1, 0, 0).Add(-time.Second)}, false, true},
		"a minute":                {oauth.SecretOptions{Expires: start.Add(time.Minute)}, false, true},
		"now":                     {oauth.SecretOptions{Expires: start}, false, false},
		"long label":              {oauth.SecretOptions{Label: strings.Repeat("x", 201)}, false, false},
		"label as long as may be": {oauth.SecretOptions{Label: strings.Repeat("x", 200)}, true, true},
	} {
		for _, x := range []struct {
			w  *world
			ok bool
		}{{strict, tt.strict}, {short, tt.short}} {
			secret, err := x.w.AddSecret(t.Context(), "acme", client, tt.opts)
			if !x.ok {
				wantRefusal(t, name, err, refusal.Invalid)
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if err := x.w.RevokeSecret(t.Context(), "acme", client, secret.ID); err != nil {
				t.Error(err)
			}
		}
	}
}

// Dead secrets are forgotten after a while, live ones never.
func TestSecretsAreBounded(t *testing.T) {
	w := newWorld(t, nil)
	for range 60 {
		if err := w.RevokeSecret(t.Context(), "acme", client, w.addSecret(t, "acme", client).ID); err != nil {
			t.Fatal(err)
		}
	}
	list, err := w.Registered(t.Context(), "acme")
	if err != nil || len(list[0].Secrets) != 50 {
		t.Errorf("%d secrets kept, %v, want 50", len(list[0].Secrets), err)
	}
	if !w.works(w.secret) {
		t.Error("the oldest secret, which is live, was forgotten")
	}
}
