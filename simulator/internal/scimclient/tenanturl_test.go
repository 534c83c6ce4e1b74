package scimclient_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestTenantURL reads what administrators type (wire §2.3, quirks Q53, Q64).
func TestTenantURL(t *testing.T) {
	const base = "https://h.example/scim/v2"
	tests := map[string]struct {
		raw  string
		want scimclient.TenantURL
	}{
		"plain":            {base, scimclient.TenantURL{Base: base}},
		"trailing slash":   {base + "/", scimclient.TenantURL{Base: base}},
		"several slashes":  {base + "//", scimclient.TenantURL{Base: base}},
		"blanks around":    {" " + base + "\n", scimclient.TenantURL{Base: base}},
		"host only":        {"https://h.example", scimclient.TenantURL{Base: "https://h.example"}},
		"port":             {"https://h.example:8443/", scimclient.TenantURL{Base: "https://h.example:8443"}},
		"IPv6":             {"http://[::1]:8080/scim", scimclient.TenantURL{Base: "http://[::1]:8080/scim", Plain: true}},
		"upper-case http":  {"HTTP://h.example", scimclient.TenantURL{Base: "http://h.example", Plain: true}},
		"escaped path":     {"https://h.example/a%2Fb/", scimclient.TenantURL{Base: "https://h.example/a%2Fb"}},
		"flag":             {base + "?aadOptscim062020", scimclient.TenantURL{Base: base, Patch: true, Flags: "aadOptscim062020"}},
		"flag after slash": {base + "/?aadOptscim062020", scimclient.TenantURL{Base: base, Patch: true, Flags: "aadOptscim062020"}},
		"flag with value":  {base + "?aadOptscim062020=true", scimclient.TenantURL{Base: base, Patch: true, Flags: "aadOptscim062020=true"}},
		"flag denied":      {base + "?aadOptscim062020=false", scimclient.TenantURL{Base: base, Patch: true, Flags: "aadOptscim062020=false"}},
		"flag mixed case":  {base + "?AADOPTSCIM062020", scimclient.TenantURL{Base: base, Patch: true, Flags: "AADOPTSCIM062020"}},
		"other parameters": {base + "?b=2&aadOptscim062020&a=1", scimclient.TenantURL{Base: base, Patch: true, Flags: "aadOptscim062020", Query: "b=2&a=1"}},
		"2017 flag":        {base + "?AzureAdScimPatch2017", scimclient.TenantURL{Base: base, Flags: "AzureAdScimPatch2017"}},
		"both flags":       {base + "?AzureAdScimPatch2017&aadOptscim062020", scimclient.TenantURL{Base: base, Patch: true, Flags: "AzureAdScimPatch2017&aadOptscim062020"}},
		"screenshot flag":  {base + "?AzureAdScimPatch062020", scimclient.TenantURL{Base: base, Query: "AzureAdScimPatch062020"}},
		"empty query":      {base + "?", scimclient.TenantURL{Base: base}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := scimclient.ParseTenantURL(tt.raw)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("%q\n got: %+v\nwant: %+v", tt.raw, got, tt.want)
			}
		})
	}
}

// TestBadConfig: every refusal names the field and tells the way out, and never repeats a secret.
func TestBadConfig(t *testing.T) {
	const good = "https://h.example"
	tests := map[string]struct{ url, token, say string }{
		"empty":           {"", "t", "tenant URL: it is empty"},
		"no scheme":       {"h.example/scim", "t", "no scheme"},
		"host and port":   {"h.example:443/scim", "t", "no scheme"},
		"localhost:8080":  {"localhost:8080", "t", "no scheme"},
		"ftp":             {"ftp://h.example", "t", "scheme is ftp"},
		"no host":         {"https:///scim", "t", "no host"},
		"port only":       {"https://:443/scim", "t", "no host"},
		"userinfo":        {"https://user:s3cr3t@h.example", "t", "user name or password"},
		"fragment":        {"https://h.example/scim#users", "t", "fragment"},
		"bad escape":      {"https://h.example/%zz", "t", "not a URL"},
		"blank in query":  {"https://h.example/scim?a b", "t", "a blank"},
		"bad port":        {"https://h.example:x/", "t", "not a URL"},
		"empty token":     {good, "  ", "secret token: it is empty"},
		"word Bearer":     {good, "Bearer s3cr3t", `"Bearer"`},
		"blank in token":  {good, "s3cr3t s3cr3t", "character 7"},
		"break in token":  {good, "s3cr3t\ns3cr3t", "character 7"},
		"umlaut in token": {good, "s3cr3t\u00e4", "character 7"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := scimclient.New(scimclient.Config{TenantURL: tt.url, Token: tt.token})
			var e *scimclient.ConfigError
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want a *ConfigError", err)
			}
			if !strings.Contains(e.Error(), tt.say) || e.Hint() == "" {
				t.Errorf("error %q (hint %q) does not say %q", e.Error(), e.Hint(), tt.say)
			}
			if strings.Contains(e.Error()+e.Hint(), "s3cr3t") {
				t.Errorf("the error repeats a secret: %q, %q", e.Error(), e.Hint())
			}
		})
	}
}

// FuzzParseTenantURL: what is accepted is the prefix of a URL that Go can send, and means the same when read again.
func FuzzParseTenantURL(f *testing.F) {
	for _, s := range []string{
		"https://h.example/scim/v2?aadOptscim062020", "http://[::1]:80//?x=1&AADOPTSCIM062020=", "https://h.example/%2F/é?é#", "h:1", "://", "https://h\x00", "https://h.example?%zz&&=",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		tenant, err := scimclient.ParseTenantURL(raw)
		if err != nil {
			return
		}
		u, err := url.Parse(tenant.Base + "/Users?filter=x")
		if err != nil || u.Host == "" || u.RawQuery != "filter=x" || !strings.HasSuffix(u.Path, "/Users") {
			t.Fatalf("%q gives the base %q, which is no prefix of a request: %v", raw, tenant.Base, err)
		}
		again, err := scimclient.ParseTenantURL(tenant.Base + "?" + tenant.Query + "&" + tenant.Flags)
		if err != nil || again != tenant {
			t.Fatalf("%q\n got: %+v\nthen: %+v, %v", raw, tenant, again, err)
		}
	})
}
