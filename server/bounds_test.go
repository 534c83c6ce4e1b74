package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/store/postgres/postgrestest"
)

// stores are where data can be; PostgreSQL only where there is one.
func stores(t *testing.T) map[string]server.Config {
	t.Helper()
	all := map[string]server.Config{"memory": {Memory: true}, "sqlite": {DataDir: t.TempDir()}}
	if u, ok := postgrestest.URL(t); ok {
		all["postgres"] = server.Config{DataDir: u}
	}
	return all
}

// JSON that is not what it seems is refused wherever a body is taken, with the place in it.
func TestStrangeJSON(t *testing.T) {
	c := newCaller(t, open(t, server.Config{Memory: true}), "acme", server.Change{})
	user := c.user(`"userName":"ada"`)
	group := c.create("/Groups", `{"displayName":"G"}`)
	routes := []struct{ method, path, body string }{
		{"POST", "/Users", `{"userName":"eve",X}`},
		{"PUT", "/Users/" + user, `{"userName":"eve",X}`},
		{"PATCH", "/Users/" + user, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","value":{X}}]}`},
		{"POST", "/Groups", `{"displayName":"E",X}`},
		{"PUT", "/Groups/" + group, `{"displayName":"E",X}`},
		{"PATCH", "/Groups/" + group, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","value":{X}}]}`},
		{"POST", "/Users/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],X}`},
		{"POST", "/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],X}`},
		{"POST", "/Bulk", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{"method":"POST","path":"/Users","bulkId":"1","data":{X}}]}`},
	}
	for name, tt := range map[string]struct{ x, where string }{
		"duplicate names":         {`"title":"a","title":"b"`, `"title" at byte`},
		"duplicate names by case": {`"title":"a","TITLE":"b"`, `names ignore case) at byte`},
		"invalid UTF-8":           {"\"title\":\"\xff\"", "invalid UTF-8 at byte"},
		"lone surrogate":          {`"title":"\udead"`, "at byte"},
		"depth bomb of arrays":    {`"title":` + strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000), "at byte"},
		"depth bomb of objects":   {`"title":` + strings.Repeat(`{"a":`, 30_000) + "1" + strings.Repeat("}", 30_000), "at byte"},
		"number beyond a float64": {`"title":1e400`, "out of range at byte"},
		"number of 50,000 digits": {`"title":` + strings.Repeat("9", 50_000), "out of range at byte"},
		"control character":       {"\"title\":\"\x00\"", "at byte"},
		"not a number":            {`"title":NaN`, "at byte"},
		"cut off":                 {`"title":"`, "at byte"},
	} {
		t.Run(name, func(t *testing.T) {
			before := c.ask("GET", "/", "")
			for _, r := range routes {
				w := c.send(r.method, r.path, strings.Replace(r.body, "X", tt.x, 1), nil)
				if w.Code != 400 || !strings.Contains(w.Body.String(), strings.ReplaceAll(tt.where, `"`, `\"`)) || w.Body.Len() > 600 {
					t.Errorf("%s %s: got %d %.700s, want a short 400 with %q", r.method, r.path, w.Code, w.Body, tt.where)
				}
			}
			if after := c.ask("GET", "/", ""); after != before {
				t.Errorf("something was changed all the same:\n%s\n%s", before, after)
			}
		})
	}
}

// A filter that asks as much as it may is answered by all stores, whatever it asks; one that asks more is refused by all.
func TestLargeFilters(t *testing.T) {
	if testing.Short() {
		t.Skip("under the race detector SQLite takes more than a minute to plan these")
	}
	const comparisons, groups = 2000, 100
	for name, cfg := range stores(t) {
		t.Run(name, func(t *testing.T) {
			c := newCaller(t, open(t, cfg), "large-filters", server.Change{Limits: []byte(`{"filterLength":65536}`)})
			c.user(`"userName":"u1","emails":[{"value":"u1@acme.example"}]`)
			for _, tt := range []struct {
				term    string
				largest int
			}{
				{`userName eq "u%d"`, comparisons},
				{`id eq "%d"`, comparisons},
				{`emails eq "u%d"`, comparisons / 3}, // an index and the comparison itself, of value and of the element
				{`emails[value sw "%d"]`, comparisons / 2},
				{`groups eq "%d"`, groups},
				{`not (groups eq "%d")`, groups},
				{`name.givenName co "%d"`, comparisons},
			} {
				for _, op := range []string{" or ", " and "} {
					for n, want := range map[int]int{tt.largest: 200, 2*tt.largest + 1: 400, 65_536: 400} {
						filter := chain(tt.term, op, n, 65_536)
						w := c.send(http.MethodGet, "/Users?sortBy=userName&filter="+url.QueryEscape(filter), "", nil)
						if w.Code != want || want == 400 && !strings.Contains(w.Body.String(), "invalidFilter") {
							t.Errorf("%d times %s,%s: got %d %.300s, want %d", n, tt.term, op, w.Code, w.Body, want)
						}
					}
				}
			}
		})
	}
}

// chain repeats a term, with numbers in it, n times or as often as it fits into a length.
func chain(term, op string, n, length int) string {
	var b strings.Builder
	for i := range n {
		next := fmt.Sprintf(term, i%1000)
		if b.Len()+len(op)+len(next) > length {
			break
		}
		if i > 0 {
			b.WriteString(op)
		}
		b.WriteString(next)
	}
	return b.String()
}
