package rule_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/defect/rule"
)

// answered sends a request through the rules of a file to a handler with a fixed answer.
func answered(t *testing.T, rules string, inner http.HandlerFunc, r *http.Request) *http.Response {
	t.Helper()
	list, err := rule.Parse("f.yaml", []byte(file(rules)))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	rec := httptest.NewRecorder()
	list[0].Wrap(inner, env()).ServeHTTP(rec, r)
	return rec.Result()
}

func TestChanges(t *testing.T) {
	const doc = `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":1,"w":[1,2]},{"v":2}],"none":null}`
	tests := map[string]struct{ change, want string }{
		"remove":                 {"remove: name", `{"id":"U1","n":5,"on":true,"list":[{"v":1,"w":[1,2]},{"v":2}],"none":null}`},
		"remove in each":         {"remove: list/*/v", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"w":[1,2]},{}],"none":null}`},
		"remove elements":        {"remove: list/*", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[],"none":null}`},
		"remove two":             {"remove: [list, NAME, none]", `{"id":"U1","n":5,"on":true}`},
		"remove what is not":     {"remove: title", doc},
		"remove the document":    {"remove: .", doc},
		"nullify":                {"nullify: list", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":null,"none":null}`},
		"wrap":                   {"wrap: id", `{"id":["U1"],"n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":1,"w":[1,2]},{"v":2}],"none":null}`},
		"wrap the document":      {"wrap: .", "[" + doc + "]"},
		"unwrap":                 {"unwrap: list", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":{"v":1,"w":[1,2]},"none":null}`},
		"unwrap nothing":         {"unwrap: id", doc},
		"flatten":                {"flatten: name", `{"id":"U1","n":5,"on":true,"list":[{"v":1,"w":[1,2]},{"v":2}],"none":null,"a":"x","b":" Ünï "}`},
		"flatten nothing":        {"flatten: list", doc},
		"duplicate":              {"duplicate: list/*/w", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":1,"w":[1,2,1]},{"v":2}],"none":null}`},
		"reverse":                {"reverse: list", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":2},{"v":1,"w":[1,2]}],"none":null}`},
		"reverse members":        {"reverse: name", `{"id":"U1","n":5,"on":true,"name":{"b":" Ünï ","a":"x"},"list":[{"v":1,"w":[1,2]},{"v":2}],"none":null}`},
		"shuffle two":            {"shuffle: list", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":2},{"v":1,"w":[1,2]}],"none":null}`},
		"shuffle nothing":        {"shuffle: name", doc},
		"set":                    {"set: {at: list/*/v, value: [a, 0.5, true, null, {k: 1}]}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":["a",0.5,true,null,{"k":1}],"w":[1,2]},{"v":["a",0.5,true,null,{"k":1}]}],"none":null}`},
		"set what is new":        {"set: {at: name/c, value: 1}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï ","c":1},"list":[{"v":1,"w":[1,2]},{"v":2}],"none":null}`},
		"default":                {"default: {at: list/*/w, value: 0}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":1,"w":[1,2]},{"v":2,"w":0}],"none":null}`},
		"append":                 {"append: {at: list, value: 3}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":1,"w":[1,2]},{"v":2},3],"none":null}`},
		"append to no list":      {"append: {at: name, value: 3}", doc},
		"rename":                 {"rename: {at: list/*/v, to: x}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"x":1,"w":[1,2]},{"x":2}],"none":null}`},
		"copy":                   {"copy: {from: name/a, to: list/*/v}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":"x","w":[1,2]},{"v":"x"}],"none":null}`},
		"copy nothing":           {"copy: {from: title, to: id}", doc},
		"echo":                   {"echo: sent", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":1,"w":[1,2]},{"v":2}],"none":null,"sent":{"it":1}}`},
		"echo nothing":           {"echo: title", doc},
		"number to string":       {"retype: {at: n, to: string}", strings.Replace(doc, "5", `"5"`, 1)},
		"number to decimal":      {"retype: {at: n, to: decimal}", strings.Replace(doc, `"n":5`, `"n":5.0`, 1)},
		"boolean to title":       {"retype: {at: on, to: title-string}", strings.Replace(doc, "true", `"True"`, 1)},
		"boolean to number":      {"retype: {at: on, to: number}", strings.Replace(doc, "true", "1", 1)},
		"string to number":       {"retype: {at: id, to: number}", doc},
		"lower everywhere":       {"recode: {at: \"**\", to: lower}", strings.NewReplacer("U1", "u1", "Ünï", "ünï").Replace(doc)},
		"trim":                   {"recode: {at: name/b, to: trim}", strings.Replace(doc, " Ünï ", "Ünï", 1)},
		"ascii":                  {"recode: {at: name/b, to: ascii}", strings.Replace(doc, "Ünï", "?n?", 1)},
		"latin1":                 {"recode: {at: name/b, to: latin1}", strings.Replace(doc, "Ünï", "Ã\u009cnÃ¯", 1)},
		"mirror":                 {"recode: {at: id, to: mirror}", strings.Replace(doc, "U1", "U1U1", 1)},
		"replace":                {"replace: {at: id, pattern: \"(.)([0-9])\", with: \"$2$1\"}", strings.Replace(doc, "U1", "1U", 1)},
		"replace by nothing":     {"replace: {at: id, pattern: U, with: \"\"}", strings.Replace(doc, "U1", "1", 1)},
		"add":                    {"add: {at: list/*/v, by: -1}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":0,"w":[1,2]},{"v":1}],"none":null}`},
		"add to no number":       {"add: {at: id, by: 1}", doc},
		"first":                  {"first: {at: list, keep: 1}", `{"id":"U1","n":5,"on":true,"name":{"a":"x","b":" Ünï "},"list":[{"v":1,"w":[1,2]}],"none":null}`},
		"first of few":           {"first: {at: list, keep: 2}", doc},
		"numbers as they came":   {"remove: title", `{"big":123456789012345678901234567890,"f":1.50,"e":1E2}`},
		"numbers beside changes": {"set: {at: z, value: 1}", `{"big":123456789012345678901234567890,"f":1.50,"e":1E2,"z":1}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			body := doc
			if strings.HasPrefix(name, "numbers") {
				body = `{"big":123456789012345678901234567890,"f":1.50,"e":1E2}`
			}
			res := answered(t, "      - answer: [document: [{"+test.change+"}]]\n", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/scim+json")
				_, _ = io.WriteString(w, body)
			}, httptest.NewRequest(http.MethodPost, "/scim/v2/Users", strings.NewReader(`{"sent":{"it":1}}`)))
			got, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatalf("read body: %v", err)
			}
			if string(got) != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.change, got, test.want)
			}
		})
	}
}
