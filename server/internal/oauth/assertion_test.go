package oauth_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
)

const elsewhere = "11111111-2222-4333-8444-555555555555"

// lastReason is what the last log record says about a refusal.
func (w *world) lastReason(t *testing.T) string {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(w.log.String()), "\n")
	var record struct{ Reason string }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &record); err != nil {
		t.Fatal(err)
	}
	return record.Reason
}

func TestAssertions(t *testing.T) {
	w := newWorld(t, nil)
	at := func(d time.Duration) int64 { return start.Add(d).Unix() }
	for name, tt := range map[string]struct {
		claims map[string]any
		reason string // "" is granted
	}{
		"as minted":               {nil, ""},
		"audience with scheme":    {map[string]any{"aud": "api://" + appID}, ""},
		"bare audience":           {map[string]any{"aud": appID}, ""},
		"no uti":                  {map[string]any{"uti": nil}, ""},
		"clock a little behind":   {map[string]any{"iat": at(4 * time.Minute), "nbf": at(4 * time.Minute)}, ""},
		"just expired":            {map[string]any{"exp": at(-4 * time.Minute)}, ""},
		"expired":                 {map[string]any{"exp": at(-6 * time.Minute)}, "expired"},
		"not yet":                 {map[string]any{"nbf": at(6 * time.Minute)}, "not-yet-valid"},
		"valid for a week":        {map[string]any{"exp": at(7 * 24 * time.Hour)}, "valid-for-too-long"},
		"other tenant":            {map[string]any{"iss": entra.AssertionIssuer(elsewhere), "tid": elsewhere}, "issuer"},
		"other tenant's issuer":   {map[string]any{"iss": entra.AssertionIssuer(elsewhere)}, "issuer"},
		"a bearer token's issuer": {map[string]any{"iss": entra.BearerIssuer(testissuer.DefaultTenant)}, "issuer"},
		"other tid":               {map[string]any{"tid": elsewhere}, "tenant"},
		"other subject":           {map[string]any{"sub": elsewhere, "oid": elsewhere}, "subject"},
		"client id as subject":    {map[string]any{"sub": client}, "subject"},
		"other audience":          {map[string]any{"aud": "https://scim.example.com/oauth/token"}, "audience"},
	} {
		t.Run(name, func(t *testing.T) {
			rec := w.post(assertionForm(client, mint(t, tt.claims)))
			if tt.reason == "" {
				if a := read(t, rec); rec.Code != http.StatusOK || w.organisation(t, a.AccessToken) != "acme" {
					t.Errorf("got %d %s, want a token", rec.Code, rec.Body)
				}
				return
			}
			if got := w.lastReason(t); rec.Code != http.StatusUnauthorized || !strings.HasPrefix(got, "assertion: "+tt.reason+": ") {
				t.Errorf("got %d, reason %q, want 401 with reason %s", rec.Code, got, tt.reason)
			}
		})
	}
}

func TestAssertionOfAnUnpublishedKey(t *testing.T) {
	w := newWorld(t, nil)
	forged, err := signing().Mint(testissuer.Request{Kind: testissuer.Assertion, AppID: appID, WrongKey: true})
	if err != nil {
		t.Fatal(err)
	}
	if rec := w.post(assertionForm(client, forged)); rec.Code != http.StatusUnauthorized || !strings.Contains(w.lastReason(t), "signature") {
		t.Errorf("got %d, reason %q, want 401 for the signature", rec.Code, w.lastReason(t))
	}
}

// An assertion proves one client; the workload identity of one customer's tenant must not sign for another's client.
func TestAssertionsDoNotCrossClients(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	f := oauth.Federation{Tenant: elsewhere, Subject: elsewhere, AppID: appID}
	if _, err := w.Register(ctx, oauth.Client{ID: "second", Organisation: "other", Provider: "other-entra", Federations: []oauth.Federation{f}}); err != nil {
		t.Fatal(err)
	}
	theirs, err := signing().Mint(testissuer.Request{Kind: testissuer.Assertion, AppID: appID, Tenant: elsewhere, Subject: elsewhere})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ client, assertion, want string }{
		{client, mint(t, nil), "acme"}, {"second", theirs, "other"}, {client, theirs, ""}, {"second", mint(t, nil), ""},
	} {
		rec := w.post(assertionForm(tt.client, tt.assertion))
		if got := w.organisation(t, read(t, rec).AccessToken); got != tt.want {
			t.Errorf("client %s: acts for %q, want %q", tt.client, got, tt.want)
		}
	}
	if err := w.SetFederations(ctx, "acme", client, []oauth.Federation{f}); err != nil {
		t.Fatal(err)
	}
	if rec := w.post(assertionForm(client, mint(t, nil))); rec.Code != http.StatusUnauthorized {
		t.Errorf("after the federation was replaced: got %d, want 401", rec.Code)
	}
	if err := w.SetFederations(ctx, "acme", client, nil); err != nil {
		t.Fatal(err)
	}
	if rec := w.post(assertionForm(client, theirs)); rec.Code != http.StatusUnauthorized {
		t.Errorf("without federation: got %d, want 401", rec.Code)
	}
}

func TestOwnKeySetOfAFederation(t *testing.T) {
	w := newWorld(t, func(cfg *oauth.Config) { cfg.KeySet = "" }) // Entra's own, which nobody asks here
	f := oauth.Federation{Tenant: testissuer.DefaultTenant, Subject: testissuer.DefaultSubject, AppID: appID, KeySet: string(signing().KeySet())}
	if err := w.SetFederations(t.Context(), "acme", client, []oauth.Federation{f}); err != nil {
		t.Fatal(err)
	}
	if rec := w.post(assertionForm(client, mint(t, nil))); rec.Code != http.StatusOK {
		t.Errorf("got %d %s, want a token", rec.Code, rec.Body)
	}
}

func TestKeysThatCannotBeHad(t *testing.T) {
	w := newWorld(t, func(cfg *oauth.Config) { cfg.KeySet = "/does/not/exist/{tid}.json" })
	rec := w.post(assertionForm(client, mint(t, nil)))
	if rec.Code != http.StatusServiceUnavailable || read(t, rec).Error != "temporarily_unavailable" || rec.Header().Get("Retry-After") == "" {
		t.Errorf("got %d %s, want 503 temporarily_unavailable with Retry-After", rec.Code, rec.Body)
	}
	if !strings.Contains(w.log.String(), testissuer.DefaultTenant+".json") || strings.Contains(rec.Body.String(), "json") {
		t.Errorf("the log has the reason and the answer has not: log %s, answer %s", w.log.String(), rec.Body)
	}
}

func TestReplay(t *testing.T) {
	reusable := newWorld(t, nil)
	form := assertionForm(client, mint(t, nil))
	for range 3 {
		if rec := reusable.post(form); rec.Code != http.StatusOK {
			t.Errorf("default: got %d %s, want a token every time", rec.Code, rec.Body)
		}
	}
	once := newWorld(t, func(cfg *oauth.Config) { cfg.SingleUse = true })
	for _, tt := range []struct {
		claims  map[string]any
		allowed bool
	}{
		{map[string]any{"uti": "a"}, true},
		{map[string]any{"uti": "a"}, false},
		{map[string]any{"uti": "a", "jti": "b"}, false},
		{map[string]any{"uti": "b"}, true},
		{map[string]any{"uti": nil}, true},
		{map[string]any{"uti": nil}, false},
		{map[string]any{"uti": "c", "sub": elsewhere}, false}, // refused for its subject, and not remembered for that
		{map[string]any{"uti": "c"}, true},
	} {
		if rec := once.post(assertionForm(client, mint(t, tt.claims))); (rec.Code == http.StatusOK) != tt.allowed {
			t.Errorf("single use, %v: got %d, want ok %v", tt.claims, rec.Code, tt.allowed)
		}
	}
	if !strings.Contains(once.log.String(), "replayed") {
		t.Error("the log does not say that an assertion was replayed")
	}
}
