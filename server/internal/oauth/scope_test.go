package oauth_test

import (
	"context"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
)

// Only scim.read alone makes a token for reading.
func TestScopesOfTokens(t *testing.T) {
	w := newWorld(t, nil)
	for scope, want := range map[string]bool{"scim.read": true, "scim": false, "scim scim.read": false, "": false} {
		form := grantForm(client, w.secret.Value)
		if scope != "" {
			form += "&scope=" + scope
		}
		p, err := w.tenants.Authenticate(context.Background(), "Bearer "+read(t, w.post(form)).AccessToken)
		if err != nil || p.ReadOnly != want {
			t.Errorf("scope %q: got %+v, %v, want it for reading only: %t", scope, p, err, want)
		}
	}
}

// A client that has proved itself gets its rate and no more; nobody else is held up by it, and refusals do not count.
func TestRateOfTokens(t *testing.T) {
	outcomes := map[string]int{}
	w := newWorld(t, func(c *oauth.Config) {
		c.Rate, c.Burst = 0.5, 2
		c.Observe = func(outcome string) { outcomes[outcome]++ }
	})
	if _, err := w.Register(t.Context(), oauth.Client{ID: "other", Organisation: "acme", Provider: "acme-entra"}); err != nil {
		t.Fatal(err)
	}
	other := w.addSecret(t, "acme", "other")
	for range 5 {
		if rec := w.post(grantForm(client, "wrong")); rec.Code != 401 {
			t.Errorf("a wrong secret: got %d, want 401", rec.Code)
		}
	}
	for i, want := range []int{200, 200, 429, 429} {
		rec := w.post(grantForm(client, w.secret.Value))
		if rec.Code != want {
			t.Errorf("request %d at a burst of 2: got %d %s, want %d", i+1, rec.Code, rec.Body, want)
		}
		if want == 429 && (rec.Header().Get("Retry-After") != "2" || read(t, rec).Error != "temporarily_unavailable") {
			t.Errorf("refused: got Retry-After %q, %s, want 2 seconds and temporarily_unavailable", rec.Header().Get("Retry-After"), rec.Body)
		}
	}
	if rec := w.post(grantForm("other", other.Value)); rec.Code != 200 {
		t.Errorf("another client: got %d, want 200", rec.Code)
	}
	w.now = w.now.Add(2 * time.Second)
	if rec := w.post(grantForm(client, w.secret.Value)); rec.Code != 200 {
		t.Errorf("after Retry-After: got %d, want 200", rec.Code)
	}
	for outcome, want := range map[string]int{"issued": 4, "invalid_client": 5, "temporarily_unavailable": 2} {
		if outcomes[outcome] != want {
			t.Errorf("outcomes observed: got %v, want %d %s", outcomes, want, outcome)
		}
	}
}
