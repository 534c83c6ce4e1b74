package entra_test

import (
	"context"
	"crypto/rsa"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
)

func TestForm(t *testing.T) {
	good := mint(t, testissuer.Bearer, nil)
	parts := strings.Split(good, ".")
	kid := func(header string) string { return part(header) + "." + parts[1] + "." + parts[2] }
	wrong, err := theIssuer().Mint(testissuer.Request{Kind: testissuer.Bearer, WrongKey: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		token string
		code  entra.Code
	}{
		"good":                   {good, ""},
		"nothing":                {"", entra.Malformed},
		"one part":               {parts[0], entra.Malformed},
		"two parts":              {parts[0] + "." + parts[1], entra.Malformed},
		"four parts":             {good + ".x", entra.Malformed},
		"encrypted form":         {good + ".x.y", entra.Malformed},
		"JSON serialisation":     {`{"payload":"` + parts[1] + `","signatures":[]}`, entra.Malformed},
		"too long":               {strings.Repeat("a", entra.MaxToken) + "." + parts[1] + "." + parts[2], entra.Malformed},
		"header not base64url":   {"!!." + parts[1] + "." + parts[2], entra.Malformed},
		"padded header":          {parts[0] + "=." + parts[1] + "." + parts[2], entra.Malformed},
		"header no JSON":         {kid("hello"), entra.Malformed},
		"header an array":        {kid("[]"), entra.Malformed},
		"header twice alg":       {kid(`{"alg":"RS256","kid":"x","alg":"none"}`), entra.Malformed},
		"alg none":               {kid(`{"alg":"none","kid":"x"}`), entra.Algorithm},
		"alg missing":            {kid(`{"kid":"x"}`), entra.Algorithm},
		"alg HS256":              {kid(`{"alg":"HS256","kid":"x"}`), entra.Algorithm},
		"alg in small letters":   {kid(`{"alg":"rs256","kid":"x"}`), entra.Algorithm},
		"alg PS256":              {kid(`{"alg":"PS256","kid":"x"}`), entra.Algorithm},
		"alg a number":           {kid(`{"alg":1,"kid":"x"}`), entra.Malformed},
		"crit":                   {kid(`{"alg":"RS256","kid":"x","crit":["b64"],"b64":false}`), entra.Malformed},
		"typ of something else":  {kid(`{"alg":"RS256","kid":"x","typ":"secevent+jwt"}`), entra.Malformed},
		"no kid":                 {kid(`{"alg":"RS256"}`), entra.Malformed},
		"long kid":               {kid(`{"alg":"RS256","kid":"` + strings.Repeat("k", 300) + `"}`), entra.Malformed},
		"unknown kid":            {kid(`{"alg":"RS256","kid":"nobody"}`), entra.UnknownKey},
		"brings its own key":     {kid(`{"alg":"RS256","kid":"nobody","jwk":{"kty":"RSA"},"jku":"https://evil.example.com/"}`), entra.UnknownKey},
		"no signature":           {parts[0] + "." + parts[1] + ".", entra.Signature},
		"other key's signature":  {wrong, entra.Signature},
		"claims changed":         {parts[0] + "." + part(`{"iss":"x"}`) + "." + parts[2], entra.Signature},
		"claims not base64url":   {parts[0] + ".*." + parts[2], entra.Malformed},
		"claims no JSON":         {parts[0] + "." + part("x") + "." + parts[2], entra.Malformed},
		"claims a string":        {parts[0] + "." + part(`"x"`) + "." + parts[2], entra.Malformed},
		"claims twice iss":       {parts[0] + "." + part(`{"iss":"a","iss":"b"}`) + "." + parts[2], entra.Malformed},
		"claims not UTF-8":       {parts[0] + "." + part("{\"iss\":\"\xff\"}") + "." + parts[2], entra.Malformed},
		"claims with more after": {parts[0] + "." + part(`{} {}`) + "." + parts[2], entra.Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := verify(t, tt.token)
			wantCode(t, err, tt.code)
			wantNoPart(t, err, tt.token)
		})
	}
}

// Whatever single character of a token is changed, it is refused: nothing in it is outside the signature or malleable.
func TestEveryCharacterCounts(t *testing.T) {
	good := mint(t, testissuer.Assertion, nil)
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ "
	// The last character of a part has bits that may belong to no byte; all its values are tried.
	for at := range len(good) {
		if at != len(good)-1 && good[at+1] != '.' {
			continue
		}
		for _, c := range []byte(alphabet) {
			if c == good[at] {
				continue
			}
			if _, err := verify(t, good[:at]+string(c)+good[at+1:]); err == nil {
				t.Errorf("with %q at %d the token is still good", c, at)
			}
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		at := rapid.IntRange(0, len(good)-1).Draw(r, "position")
		c := rapid.SampledFrom([]byte(alphabet)).Draw(r, "character")
		if good[at] == c {
			return
		}
		changed := good[:at] + string(c) + good[at+1:]
		if claims, err := verify(t, changed); err == nil {
			r.Fatalf("with %q at %d the token is still good: %+v", c, at, claims)
		}
	})
}

type noKeys struct{}

var errAway = errors.New("issuer is away")

func (noKeys) Key(context.Context, string) (*rsa.PublicKey, error) { return nil, errAway }

var _ keyset.Set = noKeys{}

func TestKeysThatCannotBeHad(t *testing.T) {
	u, err := entra.Parse(mint(t, testissuer.Bearer, nil))
	if err != nil {
		t.Fatal(err)
	}
	var rejected *entra.Rejection
	if _, err := u.Verify(t.Context(), noKeys{}); !errors.Is(err, errAway) || errors.As(err, &rejected) {
		t.Errorf("got %v, want the failure and no rejection", err)
	}
}

func TestUnverifiedTenants(t *testing.T) {
	for name, tt := range map[string]struct{ issuer, bearer, assertion string }{
		"v1":               {"https://sts.windows.net/" + tenant + "/", tenant, ""},
		"v1 without slash": {"https://sts.windows.net/" + tenant, "", ""},
		"v2":               {"https://login.microsoftonline.com/" + tenant + "/v2.0", "", tenant},
		"v2 with slash":    {"https://login.microsoftonline.com/" + tenant + "/v2.0/", "", ""},
		"common":           {"https://login.microsoftonline.com/common/v2.0", "", ""},
		"elsewhere":        {"https://sts.windows.net.example.com/" + tenant + "/", "", ""},
		"with more":        {"https://sts.windows.net/" + tenant + "/\n", "", ""},
		"absent":           {"", "", ""},
	} {
		u, err := entra.Parse(mint(t, testissuer.Bearer, map[string]any{"iss": tt.issuer}))
		if err != nil {
			t.Fatal(err)
		}
		if u.BearerTenant() != tt.bearer || u.AssertionTenant() != tt.assertion {
			t.Errorf("%s: got %q and %q, want %q and %q", name, u.BearerTenant(), u.AssertionTenant(), tt.bearer, tt.assertion)
		}
	}
}

func FuzzAssertion(f *testing.F) {
	good := mint(f, testissuer.Assertion, nil)
	parts := strings.Split(good, ".")
	f.Add(good)
	f.Add(parts[0] + "." + part(`{"iss":"x","aud":["a",null],"exp":1e400}`) + "." + parts[2])
	f.Add(part(`{"alg":"none"}`) + "." + parts[1] + ".")
	f.Add("..")
	set := keys(f)
	f.Fuzz(func(t *testing.T, token string) {
		u, err := entra.Parse(token)
		if err == nil {
			_, err = u.Verify(t.Context(), set)
		}
		var rejected *entra.Rejection
		if token != good && !errors.As(err, &rejected) {
			t.Errorf("%q: got %v, want a rejection: only the issuer can make good tokens", token, err)
		}
	})
}
