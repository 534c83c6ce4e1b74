package httpapi_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

const searchHead = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]`

// people creates users whose values differ in every way that matters to an order, and returns their ids by userName.
func people(tg *target) map[string]string {
	ids := map[string]string{}
	for name, rest := range map[string]string{
		"bob":   `"externalId":"b","displayName":"Émile","active":true,"name":{"familyName":"adams"},"emails":[{"value":"z@x"},{"value":"a@x","primary":true}]`,
		"Alice": `"externalId":"B","displayName":"zoe","active":false,"name":{"familyName":"Brown"},"emails":[{"value":"m@x"},{"value":"b@x"}]`,
		"Carl":  `"externalId":"a","name":{"familyName":"ADAMSON"},"emails":[{"value":"C@x"}],"` + urnEnt + `":{"employeeNumber":"10"}`,
		"dora":  `"externalId":"A","displayName":"Zack"`,
	} {
		ids[name] = tg.want(201, tg.do("POST", "/Users", `{"userName":"`+name+`",`+rest+`}`)).id()
	}
	return ids
}

func userNames(a answer) []string {
	out := []string{}
	list, _ := a.get("Resources").([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		name, _ := m["userName"].(string)
		out = append(out, name)
	}
	return out
}

func TestSorting(t *testing.T) {
	tg := newTarget(t)
	people(tg)
	for name, tt := range map[string]struct{ query, want string }{
		"SRT-001 ascending, case ignored":         {"sortBy=userName", "Alice bob Carl dora"},
		"SRT-002 descending":                      {"sortBy=userName&sortOrder=descending", "dora Carl bob Alice"},
		"SRT-003 case-exact by code point":        {"sortBy=externalId", "dora Alice Carl bob"},
		"SRT-004 sub-attribute":                   {"sortBy=name.familyName&filter=name.familyName+pr", "bob Carl Alice"},
		"SRT-005 primary, else first":             {"sortBy=emails.value&filter=emails+pr", "bob Carl Alice"},
		"complex means its value":                 {"sortBy=emails&filter=emails+pr", "bob Carl Alice"},
		"SRT-006 without value last":              {"sortBy=" + urnEnt + ":employeeNumber&count=1", "Carl"},
		"SRT-006 without value first, descending": {"sortBy=name.familyName&sortOrder=descending", "dora Alice Carl bob"},
		"folded text":                             {"sortBy=displayName&filter=displayName+pr", "dora Alice bob"},
		"false before true":                       {"sortBy=active&filter=active+pr", "Alice bob"},
		"name in another case, order too":         {"sortBy=USERNAME&sortOrder=Descending", "dora Carl bob Alice"},
		"qualified":                               {"sortBy=" + urnUser + ":userName", "Alice bob Carl dora"},
		"SRT-007 second page":                     {"sortBy=userName&startIndex=3&count=1", "Carl"},
		"id, all there":                           {"sortBy=userName&sortOrder=", "Alice bob Carl dora"},
		"order without key":                       {"sortOrder=descending&filter=userName+eq+%22bob%22", "bob"},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			a := tg.want(200, tg.do("GET", "/Users?"+tt.query, ""))
			if got := strings.Join(userNames(a), " "); got != tt.want {
				t.Errorf("GET /Users?%s: got %s, want %s", tt.query, got, tt.want)
			}
		})
	}
	for _, q := range []string{"sortBy=shoeSize", "sortBy=name", "sortBy=password", "sortBy=groups.display", "sortBy=userName&sortOrder=upwards", "sortBy=meta.version", "sortBy=%zz"} {
		tg.wantError(400, "invalidValue", tg.do("GET", "/Users?"+q, "")) // SRT-008
	}
	for _, key := range []string{"id", "meta.created", "meta.lastModified", "meta.location", "meta.resourceType", "userType", "name.givenName"} {
		up, down := tg.want(200, tg.do("GET", "/Users?sortBy="+key, "")).ids(), tg.want(200, tg.do("GET", "/Users?sortOrder=descending&sortBy="+key, "")).ids()
		slices.Sort(up)
		slices.Sort(down)
		if len(up) != 4 || !slices.Equal(up, down) {
			t.Errorf("sortBy=%s: %v and %v are not everybody", key, up, down)
		}
	}
}

func TestSearchRequests(t *testing.T) {
	tg := newTarget(t)
	ids := people(tg)
	group := tg.group("Boots", ids["bob"])
	for name, tt := range map[string]struct {
		path, body string
		want       []string
	}{
		"SEA-001":                     {"/Users/.search", `,"filter":"userName eq \"bob\""`, []string{ids["bob"]}},
		"SEA-003 sorted page":         {"/Users/.search", `,"sortBy":"userName","sortOrder":"descending","startIndex":2,"count":2`, []string{ids["Carl"], ids["bob"]}},
		"names in any case":           {"/Users/.search", `,"SORTBY":"userName","Count":1`, []string{ids["Alice"]}},
		"SEA-004 both types":          {"/.search", `,"filter":"displayName sw \"Z\" or displayName eq \"boots\"","sortBy":"displayName"`, []string{group, ids["dora"], ids["Alice"]}},
		"attribute of users only":     {"/.search", `,"filter":"userName eq \"bob\""`, []string{ids["bob"]}},
		"missing counts as not equal": {"/.search", `,"filter":"userName ne \"bob\" and displayName eq \"Boots\""`, []string{group}},
		"missing in a negation":       {"/.search", `,"filter":"not (userName pr)"`, []string{group}},
		"by type":                     {"/.search", `,"filter":"meta.resourceType eq \"Group\""`, []string{group}},
		"descending, missing first":   {"/.search", `,"filter":"userName sw \"d\" or members pr","sortBy":"userName","sortOrder":"descending"`, []string{group, ids["dora"]}},
		"second page over types":      {"/.search", `,"sortBy":"displayName","filter":"displayName pr","startIndex":2,"count":2`, []string{ids["dora"], ids["Alice"]}},
		"SEA-005 groups":              {"/Groups/.search", `,"filter":"members eq \"` + ids["bob"] + `\""`, []string{group}},
		"count 0":                     {"/.search", `,"count":0`, []string{}},
		"single string for list":      {"/Groups/.search/", `,"attributes":"displayName"`, []string{group}},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			a := tg.want(200, tg.do("POST", tt.path, searchHead+tt.body+"}"))
			if got := a.ids(); !slices.Equal(got, tt.want) {
				t.Errorf("%s: got %v, want %v\n%s", tt.body, got, tt.want, a.Body)
			}
		})
	}
	a := tg.want(200, tg.do("POST", "/Users/.search", searchHead+`,"attributes":["userName"],"count":1}`)) // ATT-003
	if m, _ := a.get("Resources", 0).(map[string]any); len(m) != 3 || m["userName"] == nil || m["id"] == nil {
		t.Errorf("attributes: got %v, want userName, id and schemas", m)
	}
	if got := tg.want(200, tg.do("GET", "/?filter="+url.QueryEscape(`displayName eq "boots"`), "")).ids(); !slices.Equal(got, []string{group}) {
		t.Errorf("GET on the base path: got %v, want the group", got)
	}
	all := tg.want(200, tg.do("POST", "/.search", searchHead+"}"))
	if all.get("totalResults") != 5.0 || all.ids()[4] != group {
		t.Errorf("a search for everything: got %v of %v", all.ids(), all.get("totalResults"))
	}
}

func TestBadSearchRequests(t *testing.T) {
	tg := newTarget(t)
	tg.user("ada")
	for name, tt := range map[string]struct{ body, scimType string }{
		"SEA-002 no schema":             {`{"filter":"userName pr"}`, "invalidSyntax"},
		"another message":               {patchHead + `[]}`, "invalidSyntax"},
		"filter of another type":        {searchHead + `,"filter":7}`, "invalidFilter"},
		"empty filter":                  {searchHead + `,"filter":" "}`, "invalidFilter"},
		"attribute that no type has":    {searchHead + `,"filter":"shoeSize eq 9"}`, "invalidFilter"},
		"sort key that no type has":     {searchHead + `,"sortBy":"shoeSize"}`, "invalidValue"},
		"count with a fraction":         {searchHead + `,"count":1.5}`, "invalidValue"},
		"startIndex as text":            {searchHead + `,"startIndex":"1"}`, "invalidValue"},
		"attributes of another type":    {searchHead + `,"attributes":{"a":1}}`, "invalidValue"},
		"an attribute that is no text":  {searchHead + `,"attributes":[1]}`, "invalidValue"},
		"order":                         {searchHead + `,"sortOrder":"up"}`, "invalidValue"},
		"not an object":                 {`[]`, "invalidSyntax"},
		"duplicate names, case ignored": {searchHead + `,"filter":"userName pr","FILTER":"id pr"}`, "invalidSyntax"},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			tg.wantError(400, tt.scimType, tg.do("POST", "/.search", tt.body))
		})
	}
}
