package httpapi_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzBulk sends any bulk document: it is refused as a whole with nothing changed, or answered with one result for every
// operation that was processed, each of them right in form, and what is stored can be read.
func FuzzBulk(f *testing.F) {
	for _, ops := range []string{
		post("/Users", "q", `{"userName":"x"}`) + "," + post("/Groups", "g", `{"displayName":"G","members":[{"value":"bulkId:q"},{"value":"USER"}]}`),
		post("/Groups", "a", `{"displayName":"A","members":[{"value":"bulkId:b"}]}`) + "," + post("/Groups", "b", `{"displayName":"B","members":[{"value":"bulkId:a"}]}`),
		post("/Users", "a", `{"userName":"a","`+urnEnt+`":{"manager":"bulkId:a"}}`),
		`{"method":"DELETE","path":"/Users/USER","version":"W/\"1\""},{"method":"PATCH","path":"/Groups/GROUP","data":` + patchHead + `[{"op":"remove","path":"members[value eq \"bulkId:q\"]"}]}}`,
		`{"method":"PUT","path":"Users/bulkId:","bulkId":"","data":{"userName":"bulkId:x"}}`, `{}`, `{"method":"post","path":"//Users//","bulkId":"\u0000","data":{}}`,
	} {
		f.Add(bulkHead + `"failOnErrors":2,"Operations":[` + ops + `]}`)
		f.Add(bulkHead + `"Operations":[` + ops + `]}`)
	}
	f.Fuzz(func(t *testing.T, body string) {
		tg := newTarget(t)
		user := tg.user("ada")
		group := tg.group("Optics", user)
		before := tg.dump()
		a := tg.do("POST", "/Bulk", strings.NewReplacer("USER", user, "GROUP", group).Replace(body))
		if a.Code >= 500 {
			t.Fatalf("status %d: %s\n%s", a.Code, a.Body, tg.log)
		}
		after := tg.dump()
		if a.Code != 200 {
			if after != before {
				t.Errorf("refused with %d, but something changed:\n%s\n%s", a.Code, before, after)
			}
			return
		}
		list, _ := a.get("Operations").([]any)
		if len(list) == 0 {
			t.Errorf("no results: %s", a.Body)
		}
		for i, e := range list {
			m, _ := e.(map[string]any)
			status, _ := m["status"].(string)
			failed := status >= "400"
			if len(status) != 3 || status >= "500" || failed != (m["response"] != nil) || m["location"] == nil && !failed {
				t.Errorf("result %d is not right in form: %v", i+1, m)
			}
		}
	})
}

// FuzzSearch sends any SearchRequest: it is refused with 400, or answered with a list no longer than what there is.
func FuzzSearch(f *testing.F) {
	for _, rest := range []string{
		`,"filter":"userName eq \"ada\" or members eq \"x\""}`, `,"filter":"not (groups[value pr])","sortBy":"name.familyName","sortOrder":"descending"}`,
		`,"attributes":["id","name.givenName"],"excludedAttributes":["members"],"count":1,"startIndex":-3}`, `,"cursor":"","count":1,"sortBy":"displayName"}`,
		`,"cursor":"AAAA","count":1e9}`, `,"count":-9223372036854775808,"startIndex":9223372036854775807}`,
	} {
		f.Add("/.search", searchHead+rest)
		f.Add("/Users/.search", searchHead+rest)
	}
	f.Fuzz(func(t *testing.T, path, body string) {
		if path != "/.search" && path != "/Groups/.search" {
			path = "/Users/.search"
		}
		tg := newTarget(t)
		tg.group("Optics", tg.user("ada"))
		a := tg.do("POST", path, body)
		switch {
		case a.Code == 200:
			var l struct {
				TotalResults *int
				Resources    []map[string]any
			}
			if err := json.Unmarshal(a.Body.Bytes(), &l); err != nil || l.TotalResults == nil || *l.TotalResults > 2 || len(l.Resources) > *l.TotalResults {
				t.Errorf("not a list of at most two: %v %s", err, a.Body)
			}
		case a.Code != 400 && a.Code != 413 || a.doc["detail"] == nil:
			t.Errorf("status %d: %s\n%s", a.Code, a.Body, tg.log)
		}
	})
}

// FuzzCursor sends any cursor: only those that the server made are good.
func FuzzCursor(f *testing.F) {
	f.Add("garbage", 7)
	f.Add("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 0)
	f.Fuzz(func(t *testing.T, cursor string, flip int) {
		tg := newTarget(t)
		tg.user("a")
		tg.user("b")
		a := tg.want(200, tg.do("GET", "/Users?count=1&cursor", ""))
		good := []byte(a.get("nextCursor").(string))
		text, err := json.Marshal(cursor)
		if err != nil || cursor == "" || cursor == string(good) {
			return
		}
		tg.wantError(400, "invalidCursor", tg.do("POST", "/Users/.search", searchHead+`,"count":1,"cursor":`+string(text)+`}`))
		if flip > 0 {
			good[flip%len(good)] = 'A' + (good[flip%len(good)]-'A'+1)%26
			tg.wantError(400, "invalidCursor", tg.do("POST", "/Users/.search", searchHead+`,"count":1,"cursor":"`+string(good)+`"}`))
		}
	})
}
