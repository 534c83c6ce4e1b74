package scimclient

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// OAuth are credentials that an access token is fetched with, in place of a secret token (wire §3.2, §3.4).
type OAuth struct {
	Endpoint string // token endpoint
	ClientID string
	Secret   string // client secret; empty with an assertion
	Scope    string // empty for none
	Location CredentialLocation
	// Assertion is a signed JWT that proves the identity of the client in place of a secret: workload identity federation.
	Assertion string
}

// CredentialLocation says where client id and secret stand in a token request.
type CredentialLocation string

// The locations, in Entra's words (credentialLocationInRequest).
const (
	InHeader CredentialLocation = "header" // Authorization: Basic; also ""
	InBody   CredentialLocation = "body"
)

// assertionType is what RFC 7523 calls a JWT that authenticates a client.
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// check refuses what no token can be fetched with.
func (o OAuth) check() error {
	fail := func(problem, remedy string) error {
		return &ConfigError{Field: "client credentials", Problem: problem, Remedy: remedy}
	}
	u, err := url.Parse(o.Endpoint)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return fail("the token endpoint is not an absolute http or https URL", "write it like https://login.example.com/oauth2/token")
	case o.ClientID == "":
		return fail("there is no client identifier", "give the one that the service provider issued")
	case (o.Secret == "") == (o.Assertion == ""):
		return fail("a client proves itself by a secret or by an assertion", "give one of the two")
	case o.Location != "" && o.Location != InHeader && o.Location != InBody:
		return fail(fmt.Sprintf("there is no credential location %q", o.Location), "it is header or body")
	}
	return nil
}

// form is the body of a token request, in the order of wire §3; with its secrets masked as it is kept.
func (o OAuth) form(mask bool) string {
	pairs := []string{"grant_type", "client_credentials"}
	if o.Assertion != "" || o.Location == InBody {
		pairs = append(pairs, "client_id", o.ClientID)
	}
	switch {
	case o.Assertion != "":
		pairs = append(pairs, "client_assertion_type", assertionType, "client_assertion", o.Assertion)
	case o.Location == InBody:
		pairs = append(pairs, "client_secret", o.Secret)
	}
	if o.Scope != "" {
		pairs = append(pairs, "scope", o.Scope)
	}
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			b.WriteByte('&')
		}
		value := url.QueryEscape(pairs[i+1])
		if mask && (pairs[i] == "client_secret" || pairs[i] == "client_assertion") {
			value = masked
		}
		b.WriteString(pairs[i] + "=" + value)
	}
	return b.String()
}

// basic is the Authorization header, "" when the credentials stand in the body. RFC 6749 §2.3.1 has both parts encoded as form
// data first.
func (o OAuth) basic() string {
	if o.Assertion != "" || o.Location == InBody {
		return ""
	}
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(o.ClientID)+":"+url.QueryEscape(o.Secret)))
}

// secrets lists what must not be kept of a token request.
func (o OAuth) secrets() []string {
	var list []string
	for _, s := range []string{o.Secret, o.Assertion} {
		if s != "" {
			list = append(list, s, url.QueryEscape(s))
		}
	}
	return list
}

// accessToken is a token with its end.
type accessToken struct {
	text  string
	until time.Time
}

// The lifetime of a token whose answer has no expires_in, and how long before its end it is replaced.
const (
	usualLifetime = time.Hour
	renewal       = time.Minute
)

var errNoAccessToken = errors.New("the answer has no access_token")

// readToken reads the answer of a token endpoint.
func readToken(body []byte, now time.Time) (accessToken, error) {
	n, _, err := readJSON(body)
	if err != nil {
		return accessToken{}, fmt.Errorf("the answer is not JSON: %w", err)
	}
	v, ok := n.get("access_token")
	if !ok || v.kind != text || v.text == "" {
		return accessToken{}, errNoAccessToken
	}
	lifetime := usualLifetime
	if s := whole(n, "expires_in"); s > 0 {
		lifetime = time.Duration(s) * time.Second
	}
	return accessToken{text: v.text, until: now.Add(lifetime - min(renewal, lifetime/2))}, checkToken(v.text)
}
