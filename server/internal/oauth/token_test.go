package oauth_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
)

// bearerText is RFC 6750 §2.1 b64token.
var bearerText = regexp.MustCompile(`^[A-Za-z0-9._~+/-]+=*$`)

func TestGrants(t *testing.T) {
	w := newWorld(t, nil)
	secret := w.secret.Value
	form := grantForm(client, secret)
	for name, tt := range map[string]struct {
		body  string
		basic []string
		scope string
	}{
		"Basic":                      {body: "grant_type=client_credentials", basic: []string{client, secret}, scope: "scim scim.read"},
		"Basic, client_id repeated":  {body: "grant_type=client_credentials&client_id=" + client, basic: []string{client, secret}, scope: "scim scim.read"},
		"body":                       {body: form, scope: "scim scim.read"},
		"assertion":                  {body: assertionForm(client, mint(t, nil)), scope: "scim scim.read"},
		"one scope":                  {body: form + "&scope=scim", scope: "scim"},
		"both scopes":                {body: form + "&scope=scim.read+scim", scope: "scim.read scim"},
		"a scope twice":              {body: form + "&scope=scim+scim", scope: "scim"},
		"empty scope":                {body: form + "&scope=", scope: "scim scim.read"},
		"baseAddress":                {body: form + "&baseAddress=https%3A%2F%2Fscim.example.com%2Fscim%2Fv2", scope: "scim scim.read"},
		"unknown parameters":         {body: form + "&resource=x&resource=y", scope: "scim scim.read"},
		"empty ones count as absent": {body: form + "&client_secret=&client_assertion=&client_assertion_type=", scope: "scim scim.read"},
	} {
		t.Run(name, func(t *testing.T) {
			rec := w.post(tt.body, tt.basic...)
			a := read(t, rec)
			if rec.Code != http.StatusOK || a.TokenType != "Bearer" || a.ExpiresIn != 3600 || a.Scope != tt.scope || a.Error != "" {
				t.Fatalf("got %d %s, want 200 with a bearer token for 3600 seconds and scope %q", rec.Code, rec.Body, tt.scope)
			}
			for field, want := range map[string]string{"Content-Type": "application/json;charset=UTF-8", "Cache-Control": "no-store", "Pragma": "no-cache"} {
				if got := rec.Header().Get(field); got != want {
					t.Errorf("%s: got %q, want %q", field, got, want)
				}
			}
			if !bearerText.MatchString(a.AccessToken) {
				t.Errorf("access token %q is not what a bearer token may be", a.AccessToken)
			}
			raw, err := base64.RawURLEncoding.DecodeString(a.AccessToken)
			random, _, _ := strings.Cut(string(raw), ":")
			if bits, err2 := base64.RawURLEncoding.DecodeString(random); err != nil || err2 != nil || len(bits) < 32 {
				t.Errorf("access token has %d random bytes, want 32 or more", len(bits))
			}
			if got := w.organisation(t, a.AccessToken); got != "acme" {
				t.Errorf("the token acts for %q, want acme", got)
			}
		})
	}
}

func TestEveryRequestGetsItsOwnToken(t *testing.T) {
	w := newWorld(t, nil)
	first, second := read(t, w.post(grantForm(client, w.secret.Value))), read(t, w.post(grantForm(client, w.secret.Value)))
	if first.AccessToken == second.AccessToken {
		t.Error("two requests got one token")
	}
}

// refusal is one way of asking wrongly.
type refused struct {
	body   string
	basic  []string
	change func(*http.Request)
	status int
	code   string
}

func header(name string, values ...string) func(*http.Request) {
	return func(r *http.Request) { r.Header[http.CanonicalHeaderKey(name)] = values }
}

func refusals(t testing.TB, w *world) map[string]refused {
	const grant = "grant_type=client_credentials"
	secret := w.secret.Value
	basic := func(text string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(text)) }
	good, assertion := grantForm(client, secret), mint(t, nil)
	query := func(q string) func(*http.Request) { return func(r *http.Request) { r.URL.RawQuery = q } }
	wrong := strings.Repeat("x", 43)
	return map[string]refused{
		"GET":                 {good, nil, func(r *http.Request) { r.Method = "GET" }, 405, "invalid_request"},
		"PUT":                 {good, nil, func(r *http.Request) { r.Method = "PUT" }, 405, "invalid_request"},
		"JSON":                {`{"grant_type":"client_credentials"}`, nil, header("Content-Type", "application/json"), 400, "invalid_request"},
		"SCIM":                {good, nil, header("Content-Type", "application/scim+json"), 400, "invalid_request"},
		"no media type":       {good, nil, header("Content-Type"), 400, "invalid_request"},
		"other charset":       {good, nil, header("Content-Type", "application/x-www-form-urlencoded; charset=utf-16"), 400, "invalid_request"},
		"bad escape":          {grant + "&client_id=%zz", nil, nil, 400, "invalid_request"},
		"semicolon":           {grant + ";client_id=x", nil, nil, 400, "invalid_request"},
		"not UTF-8":           {grant + "&client_id=%ff&client_secret=x", nil, nil, 400, "invalid_request"},
		"too large":           {good + "&x=" + strings.Repeat("x", 64<<10), nil, nil, 413, "invalid_request"},
		"long parameter":      {good + "&scope=" + strings.Repeat("x", 3000), nil, nil, 400, "invalid_request"},
		"parameter twice":     {good + "&grant_type=client_credentials", nil, nil, 400, "invalid_request"},
		"secret twice":        {good + "&client_secret=x", nil, nil, 400, "invalid_request"},
		"secret in the query": {grant, nil, query("client_id=" + client + "&client_secret=" + secret), 400, "invalid_request"},
		"grant in the query":  {good, nil, query("grant_type=client_credentials"), 400, "invalid_request"},
		"bad query":           {good, nil, query("%zz"), 400, "invalid_request"},
		"nothing":             {"", nil, nil, 400, "invalid_request"},
		"no grant type":       {"client_id=" + client + "&client_secret=" + secret, nil, nil, 400, "invalid_request"},

		"password grant":     {"grant_type=password&username=a&password=b", nil, nil, 400, "unsupported_grant_type"},
		"code grant":         {"grant_type=authorization_code&code=x", []string{client, secret}, nil, 400, "unsupported_grant_type"},
		"grant in capitals":  {"grant_type=CLIENT_CREDENTIALS", []string{client, secret}, nil, 400, "unsupported_grant_type"},
		"JWT grant":          {"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=" + assertion, nil, nil, 400, "unsupported_grant_type"},
		"scope of others":    {good + "&scope=admin", nil, nil, 400, "invalid_scope"},
		"one scope too many": {good + "&scope=scim+admin", nil, nil, 400, "invalid_scope"},
		"scope in capitals":  {good + "&scope=SCIM", nil, nil, 400, "invalid_scope"},
		"scopes, two blanks": {good + "&scope=scim++scim.read", nil, nil, 400, "invalid_scope"},

		"header and secret":    {good, []string{client, secret}, nil, 400, "invalid_request"},
		"header and assertion": {assertionForm(client, assertion), []string{client, secret}, nil, 400, "invalid_request"},
		"secret and assertion": {assertionForm(client, assertion) + "&client_secret=" + secret, nil, nil, 400, "invalid_request"},
		"two headers":          {grant, nil, header("Authorization", basic(client+":"+secret), basic(client+":"+secret)), 400, "invalid_request"},
		"two client ids":       {grant + "&client_id=somebody", []string{client, secret}, nil, 400, "invalid_request"},
		"secret without id":    {grant + "&client_secret=" + secret, nil, nil, 400, "invalid_request"},
		"assertion without id": {strings.ReplaceAll(assertionForm(client, assertion), "client_id="+client+"&", ""), nil, nil, 400, "invalid_request"},
		"assertion, no type":   {grant + "&client_id=" + client + "&client_assertion=" + assertion, nil, nil, 400, "invalid_request"},
		"type, no assertion":   {grant + "&client_id=" + client + "&client_assertion_type=x", nil, nil, 400, "invalid_request"},

		"no credentials":      {grant, nil, nil, 401, "invalid_client"},
		"client id only":      {grant + "&client_id=" + client, nil, nil, 401, "invalid_client"},
		"unknown client":      {grantForm("nobody", secret), nil, nil, 401, "invalid_client"},
		"wrong secret":        {grantForm(client, wrong), nil, nil, 401, "invalid_client"},
		"secret, blank after": {grantForm(client, secret+" "), nil, nil, 401, "invalid_client"},
		"secret in capitals":  {grantForm(client, strings.ToUpper(secret)), nil, nil, 401, "invalid_client"},
		"id in capitals":      {grantForm(strings.ToUpper(client), secret), nil, nil, 401, "invalid_client"},
		"Basic, wrong secret": {grant, []string{client, wrong}, nil, 401, "invalid_client"},
		"Basic, no secret":    {grant, []string{client, ""}, nil, 401, "invalid_client"},
		"Basic, no client":    {grant, []string{"", secret}, nil, 401, "invalid_client"},
		"Basic, no colon":     {grant, nil, header("Authorization", basic(client)), 401, "invalid_client"},
		"Basic, no base64":    {grant, nil, header("Authorization", "Basic "+client+":"+secret), 401, "invalid_client"},
		"Basic, bad escape":   {grant, nil, header("Authorization", basic(client+":%zz")), 401, "invalid_client"},
		"Basic, too long":     {grant, nil, header("Authorization", basic(client+":"+strings.Repeat("x", 3000))), 401, "invalid_client"},
		"Basic only":          {grant, nil, header("Authorization", "Basic"), 401, "invalid_client"},
		"bearer scheme":       {grant, nil, header("Authorization", "Bearer "+secret), 401, "invalid_client"},
		"empty header":        {grant, nil, header("Authorization", ""), 401, "invalid_client"},
		"other assertion type": {
			strings.ReplaceAll(assertionForm(client, assertion), "jwt-bearer", "saml2-bearer"), nil, nil, 401, "invalid_client",
		},
		"assertion of no client":   {assertionForm("nobody", assertion), nil, nil, 401, "invalid_client"},
		"assertion is no token":    {assertionForm(client, "x"), nil, nil, 401, "invalid_client"},
		"assertion, other subject": {assertionForm(client, mint(t, map[string]any{"sub": appID, "oid": appID})), nil, nil, 401, "invalid_client"},
	}
}

func (w *world) ask(x refused) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "http://scim.example.com/oauth/token", strings.NewReader(x.body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if x.basic != nil {
		r.SetBasicAuth(x.basic[0], x.basic[1])
	}
	if x.change != nil {
		x.change(r)
	}
	return w.send(r)
}

func TestRefusals(t *testing.T) {
	w := newWorld(t, nil)
	table := refusals(t, w)
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(table)) {
		tt := table[name]
		rec := w.ask(tt)
		a := read(t, rec)
		if rec.Code != tt.status || a.Error != tt.code || a.AccessToken != "" {
			t.Errorf("%s: got %d %s, want %d %s", name, rec.Code, rec.Body, tt.status, tt.code)
		}
		if !regexp.MustCompile(`^[\x20-\x21\x23-\x5B\x5D-\x7E]+$`).MatchString(a.Description) {
			t.Errorf("%s: error_description %q has characters that RFC 6749 §5.2 does not allow", name, a.Description)
		}
		if rec.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: the answer may be cached", name)
		}
		if got := strings.HasPrefix(rec.Header().Get("WWW-Authenticate"), "Basic "); got != (tt.status == 401) {
			t.Errorf("%s: WWW-Authenticate is %q", name, rec.Header().Get("WWW-Authenticate"))
		}
		if tt.status == 405 && rec.Header().Get("Allow") != "POST" {
			t.Errorf("%s: Allow is %q, want POST", name, rec.Header().Get("Allow"))
		}
		fmt.Fprintf(&text, "%s\n\t%d %s\n", name, rec.Code, rec.Body)
	}
	golden(t, "refusals", text.String())
	if tokens, err := w.tenants.Tokens(t.Context(), "acme", ""); err != nil || len(tokens) != 0 {
		t.Errorf("refused requests left %d tokens behind, %v", len(tokens), err)
	}
}

// Nothing that a client must keep to itself is in an answer or in the log, whatever is asked.
func TestSecretsStaySecret(t *testing.T) {
	w := newWorld(t, nil)
	assertion := mint(t, nil)
	secrets := []string{w.secret.Value, url.QueryEscape(w.secret.Value), base64.StdEncoding.EncodeToString([]byte(client + ":" + w.secret.Value))}
	table := refusals(t, w)
	table["good"] = refused{body: grantForm(client, w.secret.Value)}
	table["good assertion"] = refused{body: assertionForm(client, assertion)}
	for name, tt := range table {
		if _, rest, ok := strings.Cut(tt.body, "client_assertion="); ok {
			secrets = append(secrets, strings.FieldsFunc(rest, func(r rune) bool { return r == '.' || r == '&' })[:1]...)
		}
		rec := w.ask(tt)
		if a := read(t, rec); a.AccessToken != "" {
			secrets = append(secrets, a.AccessToken)
			rec.Body.Reset()
		}
		for _, s := range secrets {
			if strings.Contains(rec.Body.String(), s) && len(s) > 8 {
				t.Errorf("%s: the answer shows %q: %s", name, s, rec.Body)
			}
		}
	}
	secrets = append(secrets, strings.Split(assertion, ".")...)
	for _, s := range secrets {
		if len(s) > 8 && strings.Contains(w.log.String(), s) {
			t.Errorf("the log shows %q", s)
		}
	}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(format, w.secret); strings.Contains(text, w.secret.Value) {
			t.Errorf("%s of an issued secret shows it: %s", format, text)
		}
	}
	if n := strings.Count(w.log.String(), "\n"); n != len(table) {
		t.Errorf("%d log records for %d requests, want one each", n, len(table))
	}
}

func TestAnswers(t *testing.T) {
	w := newWorld(t, nil)
	rec := w.post(grantForm(client, w.secret.Value) + "&scope=scim")
	golden(t, "grant", fmt.Sprintf("%d %s\n", rec.Code, rec.Body))
	golden(t, "log", regexp.MustCompile(`"time":"[^"]*",`).ReplaceAllString(w.log.String(), ""))
}

func TestLifetime(t *testing.T) {
	w := newWorld(t, nil)
	for _, lifetime := range []time.Duration{time.Hour, 90 * time.Minute, 6 * time.Hour} {
		id := "lives-" + lifetime.String()
		if _, err := w.Register(t.Context(), oauth.Client{ID: id, Organisation: "acme", Provider: "acme-entra", Lifetime: lifetime}); err != nil {
			t.Fatal(err)
		}
		w.now = start
		a := read(t, w.post(grantForm(id, w.addSecret(t, "acme", id).Value)))
		if a.ExpiresIn != int(lifetime.Seconds()) || a.Scope != "scim" {
			t.Errorf("%s: got expires_in %d, scope %q", lifetime, a.ExpiresIn, a.Scope)
		}
		w.now = start.Add(lifetime - time.Nanosecond)
		if w.organisation(t, a.AccessToken) != "acme" {
			t.Errorf("%s: refused before it expires", lifetime)
		}
		w.now = start.Add(lifetime)
		if w.organisation(t, a.AccessToken) != "" {
			t.Errorf("%s: still good when it expires", lifetime)
		}
	}
}

func TestFailingStore(t *testing.T) {
	w := newWorld(t, nil)
	w.clients.err = errors.New("disk on fire")
	rec := w.post(grantForm(client, w.secret.Value))
	if rec.Code != 500 || read(t, rec).Error != "server_error" || strings.Contains(rec.Body.String(), "fire") {
		t.Errorf("got %d %s, want 500 server_error without the inside", rec.Code, rec.Body)
	}
	if !strings.Contains(w.log.String(), "disk on fire") {
		t.Errorf("log: got %s, want the reason", w.log.String())
	}
}
