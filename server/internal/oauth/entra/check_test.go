package entra_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
)

func TestTime(t *testing.T) {
	const skew = 5 * time.Minute
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	for name, tt := range map[string]struct {
		claims map[string]any
		code   entra.Code
	}{
		"as minted":                  {nil, ""},
		"exp now":                    {map[string]any{"exp": at(0)}, ""},
		"exp within skew":            {map[string]any{"exp": at(-skew + time.Second)}, ""},
		"exp at skew":                {map[string]any{"exp": at(-skew)}, entra.Expired},
		"exp missing":                {map[string]any{"exp": nil}, entra.Malformed},
		"exp with a fraction":        {map[string]any{"exp": float64(at(-skew)) + 0.5}, ""},
		"exp zero":                   {map[string]any{"exp": 0}, entra.Expired},
		"exp far":                    {map[string]any{"exp": at(24*time.Hour + skew)}, ""},
		"exp too far":                {map[string]any{"exp": at(24*time.Hour + skew + time.Second)}, entra.TooLong},
		"exp in the last year":       {map[string]any{"exp": 253402300799}, entra.TooLong},
		"nbf within skew":            {map[string]any{"nbf": at(skew)}, ""},
		"nbf ahead":                  {map[string]any{"nbf": at(skew + time.Second)}, entra.NotYetValid},
		"nbf missing":                {map[string]any{"nbf": nil}, ""},
		"iat within skew":            {map[string]any{"iat": at(skew)}, ""},
		"iat ahead":                  {map[string]any{"iat": at(skew + time.Second)}, entra.NotYetValid},
		"iat missing":                {map[string]any{"iat": nil}, ""},
		"exp text":                   {map[string]any{"exp": "2026-03-02T09:00:00Z"}, entra.Malformed},
		"exp number in text":         {map[string]any{"exp": "1770000000"}, entra.Malformed},
		"exp before 1970":            {map[string]any{"exp": -1}, entra.Malformed},
		"exp after the last year":    {map[string]any{"exp": 253402300800}, entra.Malformed},
		"exp larger than any number": {map[string]any{"exp": 1e300}, entra.Malformed},
		"exp true":                   {map[string]any{"exp": true}, entra.Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []testissuer.Kind{testissuer.Bearer, testissuer.Assertion} {
				c, err := verify(t, mint(t, kind, tt.claims))
				if err == nil {
					err = c.CheckTime(now, skew)
				}
				wantCode(t, err, tt.code)
			}
		})
	}
}

func TestBearerClaims(t *testing.T) {
	for name, tt := range map[string]struct {
		claims    map[string]any
		audiences []string
		code      entra.Code
	}{
		"as minted":              {nil, []string{entra.CustomAppAudience}, ""},
		"gallery app":            {map[string]any{"aud": appID}, []string{appID}, ""},
		"capture of 2019":        {map[string]any{"aud": entra.LegacyAudience}, []string{entra.CustomAppAudience, entra.LegacyAudience}, ""},
		"legacy not configured":  {map[string]any{"aud": entra.LegacyAudience}, []string{entra.CustomAppAudience}, entra.Audience},
		"several audiences":      {map[string]any{"aud": []string{"x", entra.CustomAppAudience}}, []string{entra.CustomAppAudience}, ""},
		"none of several":        {map[string]any{"aud": []string{"x", "y"}}, []string{entra.CustomAppAudience}, entra.Audience},
		"no audience":            {map[string]any{"aud": nil}, []string{entra.CustomAppAudience}, entra.Audience},
		"empty list":             {map[string]any{"aud": []string{}}, []string{entra.CustomAppAudience}, entra.Audience},
		"audience a number":      {map[string]any{"aud": 1}, []string{entra.CustomAppAudience}, entra.Malformed},
		"audience in capitals":   {map[string]any{"aud": strings.ToUpper(entra.CustomAppAudience)}, []string{entra.CustomAppAudience}, entra.Audience},
		"other tenant's issuer":  {map[string]any{"iss": entra.BearerIssuer(other)}, []string{entra.CustomAppAudience}, entra.Issuer},
		"v2 issuer":              {map[string]any{"iss": entra.AssertionIssuer(tenant)}, []string{entra.CustomAppAudience}, entra.Issuer},
		"issuer without slash":   {map[string]any{"iss": "https://sts.windows.net/" + tenant}, []string{entra.CustomAppAudience}, entra.Issuer},
		"no issuer":              {map[string]any{"iss": nil}, []string{entra.CustomAppAudience}, entra.Issuer},
		"contradicting tid":      {map[string]any{"tid": other}, []string{entra.CustomAppAudience}, entra.Tenant},
		"no tid":                 {map[string]any{"tid": nil}, []string{entra.CustomAppAudience}, ""},
		"an assertion's aud":     {map[string]any{"aud": entra.AssertionAudiences(appID)[0]}, []string{appID}, entra.Audience},
		"unknown claims ignored": {map[string]any{"aio": "x", "roles": []string{"y"}}, []string{entra.CustomAppAudience}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := verify(t, mint(t, testissuer.Bearer, tt.claims))
			if err == nil {
				err = c.CheckBearer(tenant, tt.audiences)
			}
			wantCode(t, err, tt.code)
		})
	}
}

func TestAssertionClaims(t *testing.T) {
	trusted := entra.Workload{Tenant: tenant, Subject: testissuer.DefaultSubject, AppID: appID}
	with := func(change func(*entra.Workload)) entra.Workload {
		w := trusted
		change(&w)
		return w
	}
	for name, tt := range map[string]struct {
		claims  map[string]any
		trusted entra.Workload
		code    entra.Code
	}{
		"as minted":             {nil, trusted, ""},
		"audience with scheme":  {map[string]any{"aud": "api://" + appID}, trusted, ""},
		"bare audience":         {map[string]any{"aud": appID}, trusted, ""},
		"audience of a list":    {map[string]any{"aud": []string{appID}}, trusted, ""},
		"fourth spelling":       {map[string]any{"aud": appID + "/.default"}, trusted, entra.Audience},
		"other app's audience":  {map[string]any{"aud": "api://" + other}, trusted, entra.Audience},
		"bearer audience":       {map[string]any{"aud": entra.CustomAppAudience}, trusted, entra.Audience},
		"no audience":           {map[string]any{"aud": nil}, trusted, entra.Audience},
		"other tenant":          {nil, with(func(w *entra.Workload) { w.Tenant = other }), entra.Issuer},
		"v1 issuer":             {map[string]any{"iss": entra.BearerIssuer(tenant)}, trusted, entra.Issuer},
		"no issuer":             {map[string]any{"iss": nil}, trusted, entra.Issuer},
		"contradicting tid":     {map[string]any{"tid": other}, trusted, entra.Tenant},
		"no tid":                {map[string]any{"tid": nil}, trusted, entra.Tenant},
		"other subject":         {map[string]any{"sub": other}, trusted, entra.Subject},
		"no subject":            {map[string]any{"sub": nil}, trusted, entra.Subject},
		"oid is not sub":        {map[string]any{"oid": other}, trusted, entra.Subject},
		"no oid":                {map[string]any{"oid": nil}, trusted, ""},
		"version 1":             {map[string]any{"ver": "1.0"}, trusted, entra.Version},
		"no version":            {map[string]any{"ver": nil}, trusted, ""},
		"other appid":           {map[string]any{"appid": other}, trusted, ""},
		"expected appid":        {nil, with(func(w *entra.Workload) { w.Caller = appID }), ""},
		"unexpected appid":      {map[string]any{"appid": other}, with(func(w *entra.Workload) { w.Caller = appID }), entra.Application},
		"expected, but missing": {map[string]any{"appid": nil}, with(func(w *entra.Workload) { w.Caller = appID }), entra.Application},
		"subject a number":      {map[string]any{"sub": 1}, trusted, entra.Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := verify(t, mint(t, testissuer.Assertion, tt.claims))
			if err == nil {
				err = c.CheckAssertion(tt.trusted)
			}
			wantCode(t, err, tt.code)
		})
	}
}

func TestFingerprint(t *testing.T) {
	fingerprint := func(claims map[string]any) [32]byte {
		c, err := verify(t, mint(t, testissuer.Assertion, claims))
		if err != nil {
			t.Fatal(err)
		}
		return c.Fingerprint()
	}
	same := [][2]map[string]any{
		{{"uti": "a"}, {"uti": "a", "exp": now.Add(time.Minute).Unix()}}, // one id is one token, whatever else it says
		{{"uti": "a"}, {"uti": "a", "jti": "b"}},                         // uti counts before jti
		{{"uti": nil, "jti": "b"}, {"uti": nil, "jti": "b", "nbf": nil}},
		{{"uti": nil}, {"uti": nil}}, // the whole text
	}
	different := [][2]map[string]any{
		{{"uti": "a"}, {"uti": "b"}},
		{nil, nil}, // two mints
		{{"uti": "a"}, {"uti": "a", "iss": entra.AssertionIssuer(other)}},
		{{"uti": nil}, {"uti": nil, "exp": now.Add(time.Minute).Unix()}},
		{{"uti": nil, "jti": "a"}, {"uti": nil}},
	}
	for _, pair := range same {
		if fingerprint(pair[0]) != fingerprint(pair[1]) {
			t.Errorf("%v and %v: different fingerprints, want one", pair[0], pair[1])
		}
	}
	for _, pair := range different {
		if fingerprint(pair[0]) == fingerprint(pair[1]) {
			t.Errorf("%v and %v: one fingerprint, want two", pair[0], pair[1])
		}
	}
}

// The names are facts about Entra; no constant may drift.
func TestNames(t *testing.T) {
	got := []string{
		entra.BearerIssuer(tenant), entra.AssertionIssuer(tenant), entra.CustomAppAudience, entra.LegacyAudience, entra.ClientAppID, entra.AssertionKeys,
	}
	got = append(got, entra.AssertionAudiences("x")...)
	want := []string{
		"https://sts.windows.net/7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3/", "https://login.microsoftonline.com/7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3/v2.0",
		"8adf8e6e-67b2-4cf2-a259-e3dc5476c621", "00000002-0000-0000-c000-000000000000", "00000014-0000-0000-c000-000000000000",
		"https://login.microsoftonline.com/{tid}/discovery/v2.0/keys", "api://x/.default", "api://x", "x",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
