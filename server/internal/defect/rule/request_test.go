package rule_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

func env() wire.Env {
	return wire.Env{
		BasePath: "/scim/v2", Seed: 1,
		Now:   func() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) },
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
}

// echo answers with the request as it arrived.
func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	query, err := url.QueryUnescape(r.URL.RawQuery)
	if err != nil {
		query = err.Error()
	}
	fmt.Fprintf(w, "%s %s?%s accept=%q length=%d %s", r.Method, r.URL.EscapedPath(), query, r.Header.Get("Accept"), r.ContentLength, body)
}

func TestRequests(t *testing.T) {
	const patch = `{"Operations":[{"op":"Add","path":"title","value":"x"},{"op":"remove","path":"emails[type eq \"work\"].value","value":"y"}]}`
	tests := map[string]struct{ method, target, body, steps, want string }{
		"drop-query":   {"GET", "/Users?count=1&filter=a+eq+1", "", "drop-query: count", `GET /scim/v2/Users?filter=a eq 1 accept="" length=0 `},
		"set-query":    {"GET", "/Users?count=1&x=2", "", "set-query: {count: 7, new: a b}", `GET /scim/v2/Users?count=7&x=2&new=a b accept="" length=0 `},
		"header":       {"GET", "/Users", "", "header: {Accept: text/html}", `GET /scim/v2/Users? accept="text/html" length=0 `},
		"method":       {"GET", "/Users", "", "method: DELETE", `DELETE /scim/v2/Users? accept="" length=0 `},
		"path":         {"GET", "/Users/a%2Fb", "", "path: {pattern: Users, with: Groups}", `GET /scim/v2/Groups/a%2Fb? accept="" length=0 `},
		"path lower":   {"GET", "/Users/AB%2FC", "", "path: lower", `GET /scim/v2/Users/ab%2Fc? accept="" length=0 `},
		"body":         {"POST", "/Users", `{"a":1,"b":2}`, "body: [remove: a]", `POST /scim/v2/Users? accept="" length=7 {"b":2}`},
		"body no JSON": {"POST", "/Users", `{"a":`, "body: [remove: a]", `POST /scim/v2/Users? accept="" length=5 {"a":`},
		"raw-body":     {"POST", "/Users", `{"a":`, "raw-body: {pattern: a, with: bb}", `POST /scim/v2/Users? accept="" length=6 {"bb":`},
		"operator":     {"GET", `/Users?filter=a+sw+"x"+and+b+eq+1`, "", "filter: {operator: {sw: co, eq: ne}}", `GET /scim/v2/Users?filter=a co "x" and b ne 1 accept="" length=0 `},
		"join":         {"GET", `/Users?filter=a+pr+and+b+pr`, "", "filter: {join: or}", `GET /scim/v2/Users?filter=a pr or b pr accept="" length=0 `},
		"keep":         {"GET", `/Users?filter=a+pr+and+(b+pr+or+c+pr)`, "", "filter: {keep: last}", `GET /scim/v2/Users?filter=c pr accept="" length=0 `},
		"drop-not":     {"GET", `/Users?filter=not+(a+pr)`, "", "filter: {drop-not: true}", `GET /scim/v2/Users?filter=a pr accept="" length=0 `},
		"split-path":   {"GET", `/Users?filter=e[t+eq+"w"+and+v+pr]`, "", "filter: {split-path: true}", `GET /scim/v2/Users?filter=e.t eq "w" and e.v pr accept="" length=0 `},
		"left to right": {
			"GET", `/Users?filter=a+pr+or+b+pr+and+c+pr`, "", "filter: {reorder: left-to-right}",
			`GET /scim/v2/Users?filter=(a pr or b pr) and c pr accept="" length=0 `,
		},
		"no parentheses": {
			"GET", `/Users?filter=(a+pr+or+b+pr)+and+c+pr`, "", "filter: {reorder: without-parentheses}",
			`GET /scim/v2/Users?filter=a pr or b pr and c pr accept="" length=0 `,
		},
		"attribute":     {"GET", `/Users?filter=a.b+pr+or+e[t+pr]`, "", "filter: {attribute: {pattern: \"^e$|^a\", with: z}}", `GET /scim/v2/Users?filter=z.b pr or z[t pr] accept="" length=0 `},
		"literal":       {"GET", `/Users?filter=a+eq+"ÄB"+or+b+eq+1`, "", "filter: {literal: lower}", `GET /scim/v2/Users?filter=a eq "äb" or b eq 1 accept="" length=0 `},
		"a bad filter":  {"GET", `/Users?filter=a+eq`, "", "filter: {join: or}", `GET /scim/v2/Users?filter=a eq accept="" length=0 `},
		"search":        {"POST", "/Users/.search", `{"filter":"a sw \"x\"","count":5}`, "filter: {operator: {sw: co}}", `POST /scim/v2/Users/.search? accept="" length=33 {"filter":"a co \"x\"","count":5}`},
		"search count":  {"POST", "/.search", `{"count":5}`, "set-query: {count: 7, attributes: \"a,b\"}", `POST /scim/v2/.search? accept="" length=34 {"count":7,"attributes":["a","b"]}`},
		"search drop":   {"POST", "/.search", `{"count":5,"x":1}`, "drop-query: count", `POST /scim/v2/.search? accept="" length=7 {"x":1}`},
		"op":            {"PATCH", "/Users/U1", patch, "operations: {where: {op: [add]}, op: replace}", strings.Replace(patch, `"Add"`, `"replace"`, 1)},
		"op path":       {"PATCH", "/Users/U1", patch, "operations: {path: {pattern: \"\\\\[.*\\\\]\", with: \"\"}}", strings.Replace(patch, `[type eq \"work\"]`, "", 1)},
		"op drop":       {"PATCH", "/Users/U1", patch, "operations: {where: {path: \"^title$\"}, drop: true}", strings.Replace(patch, `{"op":"Add","path":"title","value":"x"},`, "", 1)},
		"op drop-value": {"PATCH", "/Users/U1", patch, "operations: {where: {op: [remove]}, drop-value: true}", strings.Replace(patch, `,"value":"y"`, "", 1)},
		"op clear":      {"PATCH", "/Users/U1", patch, "operations: {where: {value-text: x}, clear: true}", strings.Replace(patch, `[{`, `[{"op":"remove","path":"title"},{`, 1)},
		"op last-first": {"PATCH", "/Users/U1", patch, "operations: {last-first: true}", `{"Operations":[{"op":"remove","path":"emails[type eq \"work\"].value","value":"y"},{"op":"Add","path":"title","value":"x"}]}`},
		"op change":     {"PATCH", "/Users/U1", patch, "operations: {where: {value: string, op: [add]}, change: [wrap: value]}", strings.Replace(patch, `"x"`, `["x"]`, 1)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			target := strings.NewReplacer(`"`, "%22", "[", "%5B", "]", "%5D", "Ä", "%C3%84").Replace(test.target)
			r := httptest.NewRequest(test.method, "/scim/v2"+target, strings.NewReader(test.body))
			res := answered(t, "      - request: [{"+test.steps+"}]\n", echo, r)
			got, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatalf("read body: %v", err)
			}
			if strings.HasPrefix(test.want, "{") {
				test.want = fmt.Sprintf("PATCH /scim/v2/Users/U1? accept=\"\" length=%d %s", len(test.want), test.want)
			}
			if string(got) != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.steps, got, test.want)
			}
		})
	}
}

func TestRulesSeeWhatThoseBeforeThemChanged(t *testing.T) {
	rules := "      - request: [set-query: {count: 1}]\n" +
		"      - {when: {query: {count: \"^1$\"}}, request: [set-query: {count: 2}]}\n" +
		"      - {when: {query: {count: \"^1$\"}}, request: [set-query: {count: 3}]}\n" +
		"      - {when: {method: POST}, instead: {status: 500}}\n"
	res := answered(t, rules, echo, httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
	if got, _ := io.ReadAll(res.Body); !strings.Contains(string(got), "?count=2 ") {
		t.Errorf("got %s, want a count of 2", got)
	}
}

// A body that is larger than anything a rule reads arrives whole all the same.
func TestLargeBodiesPass(t *testing.T) {
	body := `{"a":"` + strings.Repeat("x", 5<<20) + `"}`
	for name, r := range map[string]*http.Request{
		"with length": httptest.NewRequest(http.MethodPost, "/scim/v2/Users", strings.NewReader(body)),
		"chunked":     httptest.NewRequest(http.MethodPost, "/scim/v2/Users", io.MultiReader(strings.NewReader(body))),
	} {
		t.Run(name, func(t *testing.T) {
			var got int
			answered(t, "      - request: [body: [remove: a]]\n", func(_ http.ResponseWriter, r *http.Request) {
				data, err := io.ReadAll(r.Body)
				if err != nil {
					t.Errorf("read body: %v", err)
				}
				got = len(data)
			}, r)
			if got != len(body) {
				t.Errorf("%d bytes arrived, want all %d", got, len(body))
			}
		})
	}
}
