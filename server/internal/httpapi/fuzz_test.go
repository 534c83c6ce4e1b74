package httpapi_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzRequest sends arbitrary requests. Whatever they are, the answer is no 5xx (but for 501), an error is a SCIM error, a
// success is JSON, and a refused request changes nothing.
func FuzzRequest(f *testing.F) {
	patches := []string{
		`[{"op":"Replace","path":"active","value":"False"}]`, `[{"op":"replace","value":{"name.givenName":"A","` + urnEnt + `:department":"D"}}]`,
		`[{"op":"Add","path":"emails[type eq \"work\"].value","value":"x"}]`, `[{"op":"Remove","path":"members","value":[{"value":"ID"}]}]`,
		`[{"op":"add","path":"members","value":[{"value":"ID"}]}]`, `[{"op":"remove","path":"members[value eq \"ID\"]"}]`,
	}
	for _, p := range patches {
		f.Add("PATCH", "/Users/ID", "", patchHead+p+"}", "application/scim+json")
		f.Add("PATCH", "/Groups/ID", "attributes=members", patchHead+p+"}", "application/json")
	}
	for _, q := range []string{
		`filter=userName+eq+%22ada%22&attributes=id`, `filter=emails[type+eq+"work"].value+eq+"x"&startIndex=-1&count=0`, `excludedAttributes=members&filter=displayName+eq+%22x%22`,
		`filter=not+(members+pr)+or+id+eq+"ID"`, `count=99999999999999999999&startIndex=%zz`,
	} {
		f.Add("GET", "/Users", q, "", "")
		f.Add("GET", "/Groups/ID", q, "", "")
	}
	f.Add("POST", "/Users", "", entraCreate, "application/scim+json; charset=utf-8")
	f.Add("POST", "/Groups", "", `{"displayName":"G","members":[{"value":"ID"},{"value":null}]}`, "")
	f.Add("PUT", "/Users/ID", "", `{"userName":"x","emails":[{"primary":"True"},{"primary":true}],"roles":["a",{"value":"{}"}]}`, "application/json")
	f.Add("DELETE", "/Groups/ID", "", "", "")
	f.Add("GET", "/Schemas/"+urnUser, "filter=", "", "text/plain")
	f.Fuzz(func(t *testing.T, method, path, query, body, contentType string) {
		tg := newTarget(t)
		user := tg.user("ada")
		group := tg.group("Optics", user)
		id := user
		if strings.HasPrefix(path, "/Groups") {
			id = group
		}
		fill := func(s string) string { return strings.ReplaceAll(s, "ID", id) }
		r, err := http.NewRequest(method, "http://scim.example.com/", strings.NewReader(fill(body)))
		if err != nil || !strings.HasPrefix(path, "/") {
			t.Skip("not something net/http would deliver")
		}
		u, err := url.ParseRequestURI("/scim/v2" + fill(path))
		if err != nil {
			t.Skip("not something net/http would deliver")
		}
		u.RawQuery = fill(query)
		r.URL, r.RequestURI = u, u.RequestURI()
		r.Header = http.Header{"Authorization": {"Bearer " + tg.token}, "Content-Type": {contentType}}
		before := tg.dump()
		w := httptest.NewRecorder()
		tg.api.ServeHTTP(w, r)

		if w.Code >= 500 && w.Code != 501 {
			t.Fatalf("status %d: %s\n%s", w.Code, w.Body, tg.log)
		}
		if w.Code >= 400 {
			var e struct {
				Schemas        []string
				Status, Detail string
			}
			if err := json.Unmarshal(w.Body.Bytes(), &e); method != "HEAD" && (err != nil || e.Status != itoa(w.Code) || e.Detail == "" || len(e.Schemas) != 1) {
				t.Errorf("status %d without a SCIM error: %v %s", w.Code, err, w.Body)
			}
			if after := tg.dump(); after != before {
				t.Errorf("a request refused with %d changed something:\n%s\n%s", w.Code, before, after)
			}
			return
		}
		if w.Body.Len() > 0 && !json.Valid(w.Body.Bytes()) {
			t.Errorf("status %d with a body that is not JSON: %s", w.Code, w.Body)
		}
		for _, list := range []string{"/Users", "/Groups"} { // what was stored can be read
			tg.want(200, tg.do("GET", list, ""))
		}
	})
}

// dump shows everything there is.
func (tg *target) dump() string {
	return tg.do("GET", "/Users", "").Body.String() + tg.do("GET", "/Groups", "").Body.String()
}
