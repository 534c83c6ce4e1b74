package gallery

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// The bounds of a token's lifetime, in minutes.
const (
	shortest = 60
	longest  = 360
)

// credentials fetches a token with client credentials and uses it once.
func credentials(t *trial.T) {
	o := t.OAuth
	switch {
	case o.TokenEndpoint == "":
		t.Skip("no token endpoint is given; with a static bearer token it is skipped there too")
		return
	case o.ClientSecret == "" && o.Assertion != "":
		t.Skip("no client secret is given, but a signed assertion; one of the two authentication tests is enough")
		return
	}
	form := "grant_type=client_credentials&client_id=" + url.QueryEscape(o.ClientID) + "&client_secret=" + url.QueryEscape(o.ClientSecret)
	a, token, ok := fetch(t, form+scoped(o))
	if !ok {
		return
	}
	minutes := 60 // what the workflow assumes
	if v, has := a.Object().Get("expires_in"); has {
		minutes = whole(a.Object(), "expires_in") / 60
		_, number := v.(resource.Number)
		t.Both(number, "6749 §5.1", "expires_in is a number", resource.Show(v, true))
	}
	if !t.Asks(minutes >= shortest && minutes <= longest, fmt.Sprintf("the token lives between %d and %d minutes", shortest, longest), fmt.Sprintf("%d minutes", minutes)) {
		return
	}
	if a, ok = t.As(t.Client.With(token), wire.Request{Method: http.MethodGet, Path: "/Users?startIndex=1&count=1", Cause: "use the token"}); ok {
		t.Both(a.OK(), "7644 §2", "GET /Users answers 2xx with the token", trial.Status(a))
	}
}

// federation fetches a token with a signed assertion in place of a secret. Only Entra can sign one for a tenant: without one it says
// what would be sent.
func federation(t *trial.T) {
	o := t.OAuth
	if o.TokenEndpoint == "" || o.Assertion == "" {
		t.Tenant("the assertion is a JWT that only Microsoft Entra can sign for the tenant's provisioning identity",
			"POST the token endpoint, as a form: grant_type=client_credentials, client_id, client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer, client_assertion=<JWT of the tenant>, scope, baseAddress=<the SCIM base URL>; it passes when the answer is 2xx with an access_token")
		return
	}
	fetch(t, "grant_type=client_credentials&client_id="+url.QueryEscape(o.ClientID)+
		"&client_assertion_type="+url.QueryEscape("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")+"&client_assertion="+url.QueryEscape(o.Assertion)+
		scoped(o)+"&baseAddress="+url.QueryEscape(t.Client.Tenant().Base))
}

func scoped(o trial.OAuth) string {
	if o.Scope == "" {
		return ""
	}
	return "&scope=" + url.QueryEscape(o.Scope)
}

// fetch asks for a token; ok is false when there is none.
func fetch(t *trial.T, form string) (a wire.Answer, token string, ok bool) {
	if a, ok = t.Do(wire.Request{Method: http.MethodPost, Path: t.OAuth.TokenEndpoint, Form: form, Cause: "fetch a token"}); !ok {
		return a, "", false
	}
	token = a.Object().Text("access_token")
	t.Conceal(token)
	ok = t.Both(a.OK(), "6749 §4.4", "the token endpoint answers 2xx", trial.Status(a)) && t.Both(token != "", "6749 §5.1", "the answer has an access_token", "none")
	return a, token, ok
}
