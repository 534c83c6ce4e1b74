package oauth_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/oauth"
)

// A token that was issued acts for exactly the organisation of its client, until it expires or its client goes, whatever else
// happens in between.
func TestIssuedTokensProperty(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t, nil)
		type issued struct {
			token, organisation, client string
			expires                     time.Time
		}
		type registered struct {
			organisation string
			lifetime     time.Duration
			secret       oauth.IssuedSecret
		}
		clients := map[string]registered{client: {"acme", time.Hour, w.secret}}
		var tokens []issued
		steps := map[string]func(*rapid.T){
			"register": func(r *rapid.T) {
				id, org := fmt.Sprintf("client-%d", rapid.IntRange(0, 4).Draw(r, "client")), rapid.SampledFrom([]string{"acme", "other"}).Draw(r, "organisation")
				if _, ok := clients[id]; ok {
					return
				}
				lifetime := time.Duration(rapid.IntRange(3600, 21600).Draw(r, "lifetime")) * time.Second
				if _, err := w.Register(t.Context(), oauth.Client{ID: id, Organisation: org, Provider: org + "-entra", Lifetime: lifetime}); err != nil {
					r.Fatal(err)
				}
				clients[id] = registered{org, lifetime, w.addSecret(t, org, id)}
			},
			"issue": func(r *rapid.T) {
				id := rapid.SampledFrom(slices.Sorted(maps.Keys(clients))).Draw(r, "client")
				c := clients[id]
				a := read(t, w.post(grantForm(id, c.secret.Value)))
				if a.AccessToken == "" || a.ExpiresIn != int(c.lifetime.Seconds()) {
					r.Fatalf("client %s: got %+v", id, a)
				}
				tokens = append(tokens, issued{a.AccessToken, c.organisation, id, w.now.Add(c.lifetime)})
			},
			"wait": func(r *rapid.T) {
				w.now = w.now.Add(time.Duration(rapid.IntRange(1, 7200).Draw(r, "seconds")) * time.Second)
			},
			"unregister": func(r *rapid.T) {
				id := fmt.Sprintf("client-%d", rapid.IntRange(0, 4).Draw(r, "client"))
				c, ok := clients[id]
				if !ok {
					return
				}
				if err := w.Unregister(t.Context(), c.organisation, id); err != nil {
					r.Fatal(err)
				}
				delete(clients, id)
				for i := range tokens {
					if tokens[i].client == id {
						tokens[i].organisation = ""
					}
				}
			},
			"": func(r *rapid.T) {
				for _, x := range tokens {
					want := x.organisation
					if !w.now.Before(x.expires) {
						want = ""
					}
					if got := w.organisation(t, x.token); got != want {
						r.Fatalf("token of %s, now %s, expires %s: acts for %q, want %q", x.client, w.now, x.expires, got, want)
					}
				}
			},
		}
		r.Repeat(steps)
	})
}
