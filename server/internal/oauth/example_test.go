package oauth_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// The authorisation server in front of a SCIM port, and Entra's workload identity federation against it, with a test issuer in
// Entra's place.
func Example() {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) }
	tenants := tenant.New(tenant.Config{Store: memory.New(), Now: now})
	defer tenants.Close()
	if _, err := tenants.CreateOrganisation(ctx, "acme", ""); err != nil {
		log.Fatal(err)
	}

	issuer, err := testissuer.New(testissuer.Config{Now: now})
	if err != nil {
		log.Fatal(err)
	}
	entra := httptest.NewServer(issuer.Handler())
	defer entra.Close()

	auth, err := oauth.New(oauth.Config{
		Clients: &oauth.Memory{}, Tenants: tenants, Now: now, Sources: keyset.NewSources(keyset.Options{Now: now}),
		KeySet: entra.URL + "/{tid}/discovery/v2.0/keys",
	})
	if err != nil {
		log.Fatal(err)
	}
	const app = "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d"
	_, err = auth.Register(ctx, oauth.Client{
		ID: "hl-int-0007", Organisation: "acme", Provider: "acme-entra",
		Federations: []oauth.Federation{{Tenant: testissuer.DefaultTenant, Subject: testissuer.DefaultSubject, AppID: app}},
	})
	if err != nil {
		log.Fatal(err)
	}
	scim := http.NotFoundHandler() // stands for the SCIM port
	server := httptest.NewServer(auth.Handler(scim))
	defer server.Close()

	assertion, err := issuer.Mint(testissuer.Request{Kind: testissuer.Assertion, AppID: app})
	if err != nil {
		log.Fatal(err)
	}
	res, err := http.PostForm(server.URL+"/oauth/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {"hl-int-0007"}, "scope": {"scim"},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}, "client_assertion": {assertion},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var granted struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int    `json:"expires_in"`
	}
	if err := json.UnmarshalRead(res.Body, &granted); err != nil {
		log.Fatal(err)
	}
	principal, err := tenants.Authenticate(ctx, "Bearer "+granted.AccessToken)
	fmt.Println(res.StatusCode, granted.ExpiresIn, principal.Organisation.ID, principal.Provider, err)
	// Output: 200 3600 acme acme-entra <nil>
}
