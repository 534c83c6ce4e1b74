package httpapi_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/httpapi"
)

// The schemes of authentication that are announced are those that work.
func TestAnnouncedAuthentication(t *testing.T) {
	for oauth, want := range map[bool]any{false: nil, true: "oauth2"} {
		tg := newTarget(t).with(func(c *httpapi.Config) { c.OAuth = oauth })
		a := tg.want(200, tg.do("GET", "/ServiceProviderConfig", ""))
		if a.get("authenticationSchemes", 0, "type") != "oauthbearertoken" || a.get("authenticationSchemes", 1, "type") != want {
			t.Errorf("with OAuth %v: got %v", oauth, a.get("authenticationSchemes"))
		}
	}
}

func TestDiscoveryDocuments(t *testing.T) {
	tg := newTarget(t)
	for path, file := range map[string]string{
		"/ServiceProviderConfig": "service_provider_config.json", "/ResourceTypes": "resource_types.json", "/Schemas": "schemas.json",
	} {
		a := tg.want(200, tg.do("GET", path, ""))
		golden(t, file, a.Body.Bytes())
		if again := tg.do("GET", path+"?startIndex=2&count=1&sortBy=id&attributes=id", ""); again.Body.String() != a.Body.String() {
			t.Errorf("GET %s: paging, sorting or projection had an effect (DSC-024)", path)
		}
		tg.wantError(403, "", tg.do("GET", path+"?filter=id+pr", ""))
	}
}

func TestDiscoveryByID(t *testing.T) {
	tg := newTarget(t)
	for _, list := range []string{"/ResourceTypes", "/Schemas"} {
		all := tg.want(200, tg.do("GET", list, ""))
		items := all.doc["Resources"].([]any)
		if float64(len(items)) != all.get("totalResults") || len(items) == 0 {
			t.Errorf("%s: %d resources, totalResults %v", list, len(items), all.get("totalResults"))
		}
		for i := range items {
			id := all.get("Resources", i, "id").(string)
			one := tg.want(200, tg.do("GET", list+"/"+id, ""))
			if !strings.Contains(all.Body.String(), one.Body.String()) {
				t.Errorf("%s/%s differs from its entry in the list (DSC-009)", list, id)
			}
			if encoded := tg.want(200, tg.do("GET", list+"/"+strings.ReplaceAll(id, ":", "%3A"), "")); encoded.Body.String() != one.Body.String() {
				t.Errorf("%s/%s: percent-encoded id gives something else (DSC-013)", list, id)
			}
			if got, want := one.get("meta", "location"), "http://scim.example.com/scim/v2"+list+"/"+id; got != want || one.Header().Get("Content-Location") != want {
				t.Errorf("%s/%s: location %v, want %s", list, id, got, want)
			}
		}
		tg.wantError(404, "", tg.do("GET", list+"/unknown", ""))
		tg.wantError(403, "", tg.do("GET", list+"/"+all.get("Resources", 0, "id").(string)+"?filter=x", ""))
	}
	if a := tg.want(200, tg.do("GET", "/Schemas/"+strings.ToUpper(urnUser), "")); a.id() != urnUser {
		t.Errorf("DSC-029: URN in upper case gives %s", a.id())
	}
}

// DSC-011: discovery does not lie.
func TestAnnouncedEndpointsAnswer(t *testing.T) {
	tg := newTarget(t)
	types := tg.do("GET", "/ResourceTypes", "")
	for i := range types.doc["Resources"].([]any) {
		tg.want(200, tg.do("GET", types.get("Resources", i, "endpoint").(string), ""))
		tg.want(200, tg.do("GET", "/Schemas/"+types.get("Resources", i, "schema").(string), ""))
	}
	if got := tg.do("GET", "/ServiceProviderConfig", "").get("filter", "maxResults"); got != 20.0 {
		t.Errorf("filter.maxResults: got %v, want the configured 20", got)
	}
}
