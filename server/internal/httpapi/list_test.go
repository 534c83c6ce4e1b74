package httpapi_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestPaging(t *testing.T) {
	tg := newTarget(t)
	var all []string
	for i := range 25 {
		all = append(all, tg.user(fmt.Sprintf("u%02d", i)))
	}
	for name, tt := range map[string]struct {
		query    string
		start    float64
		from, to int
	}{
		"default is capped by the maximum": {"", 1, 0, 20},
		"GAL: second page of five":         {"?startIndex=6&count=5", 6, 5, 10},
		"last page":                        {"?startIndex=21&count=10", 21, 20, 25},
		"past the end":                     {"?startIndex=100&count=5", 100, 0, 0},
		"count 0":                          {"?count=0", 1, 0, 0},
		"negative count":                   {"?count=-3", 1, 0, 0},
		"startIndex 0":                     {"?startIndex=0&count=2", 1, 0, 2},
		"negative startIndex":              {"?startIndex=-7&count=2", 1, 0, 2},
		"huge count":                       {"?count=99999999999999999999", 1, 0, 20},
		"huge startIndex":                  {"?startIndex=99999999999999999999", 2147483647, 0, 0},
		"empty values":                     {"?startIndex=&count=", 1, 0, 20},
		"with a filter":                    {"?filter=userName+sw+%22u1%22&startIndex=3&count=4", 3, 12, 16},
		"unknown parameters":               {"?aadOptscim062020&x=1&count=2", 1, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			a := tg.want(200, tg.do("GET", "/Users"+tt.query, ""))
			total := 25.0
			if strings.Contains(tt.query, "filter") {
				total = 10
			}
			if a.get("totalResults") != total || a.get("startIndex") != tt.start || a.get("itemsPerPage") != float64(tt.to-tt.from) {
				t.Errorf("totalResults, startIndex, itemsPerPage: got %v, %v, %v, want %v, %v, %v", a.get("totalResults"), a.get("startIndex"), a.get("itemsPerPage"), total, tt.start, tt.to-tt.from)
			}
			if got := a.ids(); !slices.Equal(got, all[tt.from:tt.to]) {
				t.Errorf("ids: got %v, want %v", got, all[tt.from:tt.to])
			}
			if _, ok := a.doc["Resources"].([]any); !ok || a.get("schemas", 0) != "urn:ietf:params:scim:api:messages:2.0:ListResponse" {
				t.Errorf("not a ListResponse with an array: %s", a.Body)
			}
		})
	}
	for _, q := range []string{"count=ten", "startIndex=1.5", "count=%zz"} {
		tg.wantError(400, "invalidValue", tg.do("GET", "/Users?"+q, ""))
	}
}

func TestFilters(t *testing.T) {
	tg := newTarget(t)
	make := func(body string) string { return tg.want(201, tg.do("POST", "/Users", body)).id() }
	ada := make(`{"userName":"Ada@contoso.example","externalId":"X1","displayName":"Ada L","emails":[{"type":"work","value":"ada@work.example"},{"type":"home","value":"ada@home.example"}],"` + urnEnt + `":{"manager":"boss-1","department":"Optics"}}`)
	bob := make(`{"userName":"bob+test@contoso.example","externalId":"x1","active":"False","displayName":"He said \"hi\" \\ bye; a,b#c'd"}`)
	group := tg.group("Optics EU", ada)
	other := tg.group("Empty")
	users, groups := []string{ada, bob}, []string{group, other}

	for name, tt := range map[string]struct {
		endpoint, filter string
		want             []string
	}{
		"userName in another case":       {"Users", `userName eq "ADA@CONTOSO.EXAMPLE"`, users[:1]},
		"userName qualified":             {"Users", urnUser + `:userName eq "ada@contoso.example"`, users[:1]},
		"attribute in another case":      {"Users", `USERNAME EQ "ada@contoso.example"`, users[:1]},
		"no match":                       {"Users", `userName eq "7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3"`, nil},
		"externalId is exact":            {"Users", `externalId eq "x1"`, users[1:]},
		"id is exact":                    {"Users", `id eq "` + strings.ToUpper(ada) + `"`, nil},
		"id":                             {"Users", `id eq "` + ada + `"`, users[:1]},
		"displayName of users":           {"Users", `displayName eq "ADA l"`, users[:1]},
		"escapes (Q63)":                  {"Users", `displayName eq "He said \"hi\" \\ bye; a,b#c'd"`, users[1:]},
		"plus sign":                      {"Users", `userName eq "bob+test@contoso.example"`, users[1:]},
		"inactive users are there (Q19)": {"Users", `active eq false`, users[1:]},
		"string boolean":                 {"Users", `active eq "False"`, users[1:]},
		"value path (Q16)":               {"Users", `emails[type eq "work"].value eq "ada@work.example"`, users[:1]},
		"value path, other type":         {"Users", `emails[type eq "work"].value eq "ada@home.example"`, nil},
		"manager (R7)":                   {"Users", `id eq "` + ada + `" and manager eq "boss-1"`, users[:1]},
		"manager, other order":           {"Users", `manager eq "boss-1" and id eq "` + ada + `"`, users[:1]},
		"manager, no":                    {"Users", `id eq "` + ada + `" and manager eq "boss-2"`, nil},
		"extension":                      {"Users", urnEnt + `:department co "ptic"`, users[:1]},
		"or":                             {"Users", `userName sw "ada" or userName sw "bob"`, users},
		"not":                            {"Users", `not (userName sw "ada")`, users[1:]},
		"presence":                       {"Users", `emails pr`, users[:1]},
		"meta":                           {"Users", `meta.created ge "2026-03-02T08:00:00Z" and meta.resourceType eq "User"`, users},
		"groups of a user":               {"Users", `groups.value eq "` + group + `"`, users[:1]},
		"groups by display":              {"Users", `groups[display eq "optics eu"]`, users[:1]},
		"unquoted (Q78)":                 {"Users", `externalId eq X1`, users[:1]},
		"contradiction":                  {"Users", `userName eq "ada@contoso.example" and userName eq "bob"`, nil},
		"group by name":                  {"Groups", `displayName eq "optics eu"`, groups[:1]},
		"membership (R14)":               {"Groups", `id eq "` + group + `" and members eq "` + ada + `"`, groups[:1]},
		"membership, no":                 {"Groups", `id eq "` + group + `" and members eq "` + bob + `"`, nil},
		"membership alone":               {"Groups", `members.value eq "` + ada + `"`, groups[:1]},
		"membership in an or":            {"Groups", `members eq "` + ada + `" or displayName eq "empty"`, groups},
		"no members":                     {"Groups", `not (members pr)`, groups[1:]},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			a := tg.want(200, tg.do("GET", "/"+tt.endpoint+"?filter="+url.QueryEscape(tt.filter), ""))
			if got := a.ids(); !slices.Equal(got, tt.want) || a.get("totalResults") != float64(len(tt.want)) {
				t.Errorf("%s: got %v of %v, want %v", tt.filter, got, a.get("totalResults"), tt.want)
			}
		})
	}
}

// Blanks as + and as %20, quotes raw and encoded, brackets raw and encoded mean the same (Q14).
func TestFilterEncodings(t *testing.T) {
	tg := newTarget(t)
	id := tg.want(201, tg.do("POST", "/Users", `{"userName":"ada","emails":[{"type":"work","value":"a@b.example"}]}`)).id()
	for _, q := range []string{
		`filter=userName+eq+%22ada%22`, `filter=userName%20eq%20%22ada%22`, `filter=userName+eq+"ada"`, `excludedAttributes=members&filter=userName+eq+%22ada%22`,
		`filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22a%40b.example%22`, `filter=emails[type+eq+%22work%22].value+eq+%22a@b.example%22`,
		`%66ilter=userName+eq+%22ada%22`,
	} {
		if got := tg.want(200, tg.do("GET", "/Users?"+q, "")).ids(); !slices.Equal(got, []string{id}) {
			t.Errorf("GET /Users?%s: got %v, want the user", q, got)
		}
	}
}

// A filter that cannot be used is refused; ignoring it would select everybody.
func TestBadFilters(t *testing.T) {
	tg := newTarget(t)
	tg.user("ada")
	for name, filter := range map[string]string{
		"empty":             "",
		"blank":             "+",
		"no operator":       "userName",
		"unknown operator":  `userName+is+%22ada%22`,
		"unknown attribute": `shoeSize+eq+%229%22`,
		"password":          `password+pr`,
		"unclosed":          `(userName+eq+%22ada%22`,
		"half a string":     `userName+eq+%22ada`,
		"broken escape":     `userName+eq+%22ad%zz`,
		"too long":          `userName+eq+%22` + strings.Repeat("a", 9000) + `%22`,
		"too deep":          strings.Repeat("(", 200) + `userName+pr` + strings.Repeat(")", 200),
		"two filters":       `userName+pr&filter=userName+pr`,
		"not UTF-8":         `userName+eq+%22%ff%22`,
		"wrong type":        `active+gt+true`,
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			tg.wantError(400, "invalidFilter", tg.do("GET", "/Users?filter="+filter, ""))
		})
	}
}

func TestProjection(t *testing.T) {
	tg := newTarget(t)
	id := tg.want(201, tg.do("POST", "/Users", entraCreate)).id()
	for name, tt := range map[string]struct {
		query    string
		has, not []string
	}{
		"one":               {"attributes=userName", []string{"schemas", "id", "userName"}, []string{"meta", "emails", "externalId", urnEnt}},
		"case, blanks":      {"attributes=USERNAME,+emails", []string{"userName", "emails"}, []string{"name"}},
		"excluded":          {"excludedAttributes=displayName", []string{"userName", "meta", "emails"}, []string{"displayName"}},
		"always returned":   {"excludedAttributes=id,schemas", []string{"id", "schemas"}, nil},
		"whole extension":   {"attributes=" + urnEnt, []string{urnEnt}, []string{"userName"}},
		"unknown":           {"attributes=shoeSize", []string{"id"}, []string{"userName", "meta"}},
		"both":              {"attributes=userName&excludedAttributes=userName", []string{"userName"}, []string{"emails"}},
		"qualified":         {"attributes=" + urnUser + ":userName", []string{"userName"}, []string{"emails"}},
		"with value filter": {`attributes=emails[type+eq+%22work%22]`, []string{"emails"}, []string{"userName"}},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			list := tg.want(200, tg.do("GET", "/Users?"+tt.query, ""))
			single := tg.want(200, tg.do("GET", "/Users/"+id+"?"+tt.query, ""))
			for where, doc := range map[string]any{"list": list.get("Resources", 0), "by id": single.doc} {
				m, _ := doc.(map[string]any)
				for _, key := range tt.has {
					if m[key] == nil {
						t.Errorf("%s lacks %s: %v", where, key, m)
					}
				}
				for _, key := range tt.not {
					if m[key] != nil {
						t.Errorf("%s has %s: %v", where, key, m)
					}
				}
			}
		})
	}
	a := tg.want(200, tg.do("GET", "/Users/"+id+"?attributes=name.givenName", ""))
	if a.get("name", "givenName") != "Mira" || a.get("name", "familyName") != nil {
		t.Errorf("ATT-008: got %v", a.get("name"))
	}
	made := tg.want(201, tg.do("POST", "/Users?attributes=userName", `{"userName":"b","title":"x"}`))
	if made.get("title") != nil || made.get("userName") != "b" || made.Header().Get("Location") == "" {
		t.Errorf("ATT-004: got %s", made.Body)
	}
}
