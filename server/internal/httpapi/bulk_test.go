package httpapi_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

const bulkHead = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],`

// post is a POST operation.
func post(path, bulkID, data string) string {
	return fmt.Sprintf(`{"method":"POST","path":%q,"bulkId":%q,"data":%s}`, path, bulkID, data)
}

func (tg *target) bulk(ops ...string) answer {
	tg.t.Helper()
	return tg.want(200, tg.do("POST", "/Bulk", bulkHead+`"Operations":[`+strings.Join(ops, ",")+`]}`))
}

// statuses lists the statuses of a BulkResponse.
func statuses(a answer) string {
	var out []string
	list, _ := a.get("Operations").([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		s, ok := m["status"].(string)
		if !ok {
			s = "not a string"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// idOf is the last segment of an operation's location.
func idOf(a answer, op int) string {
	s, _ := a.get("Operations", op, "location").(string)
	return s[strings.LastIndexByte(s, '/')+1:]
}

// BLK-002 to BLK-009, BLK-018: all methods, and what the results hold.
func TestBulk(t *testing.T) {
	tg := newTarget(t)
	ada, bob, eve := tg.user("ada"), tg.user("bob"), tg.user("eve")
	group := tg.group("Optics", ada)
	a := tg.bulk(
		post("/Users", "q", `{"userName":"mia","`+urnEnt+`":{"manager":{"value":"`+ada+`"}}}`),
		`{"method":"PUT","path":"/Users/`+ada+`","data":{"userName":"ada","title":"Dr"},"version":"W/\"1\""}`,
		`{"method":"PATCH","path":"/Users/`+bob+`","data":`+patchHead+`[{"op":"replace","path":"title","value":"x"}]}}`,
		`{"method":"PATCH","path":"Groups/`+group+`","data":`+patchHead+`[{"op":"add","path":"members","value":[{"value":"bulkId:q"}]},{"op":"remove","path":"members[value eq \"`+ada+`\"]"}]}}`,
		`{"method":"DELETE","path":"/Users/`+eve+`"}`,
		`{"method":"PATCH","path":"/Users/bulkId:q","bulkId":"z","data":`+patchHead+`[{"op":"add","path":"nickName","value":"M"}]}}`,
	)
	if got := statuses(a); got != "201 200 200 204 204 200" || a.get("schemas", 0) != "urn:ietf:params:scim:api:messages:2.0:BulkResponse" {
		t.Fatalf("statuses: got %s\n%s", got, a.Body)
	}
	mia := idOf(a, 0)
	for i, want := range []struct{ method, bulkID, version, location string }{
		{"POST", "q", `W/"1"`, "/Users/" + mia},
		{"PUT", "", `W/"2"`, "/Users/" + ada},
		{"PATCH", "", `W/"2"`, "/Users/" + bob},
		{"PATCH", "", `W/"2"`, "/Groups/" + group},
		{"DELETE", "", "", "/Users/" + eve},
		{"PATCH", "z", `W/"2"`, "/Users/" + mia},
	} {
		text := func(name string) string { s, _ := a.get("Operations", i, name).(string); return s }
		if text("method") != want.method || text("bulkId") != want.bulkID || text("version") != want.version ||
			text("location") != "http://scim.example.com/scim/v2"+want.location {
			t.Errorf("result %d: got %v, want %+v", i+1, a.get("Operations", i), want)
		}
	}
	if g := tg.do("GET", "/Groups/"+group, ""); g.get("members", 0, "value") != mia || g.get("members", 1) != nil {
		t.Errorf("BLK-009: members are %v, want the created user only", g.get("members"))
	}
	if u := tg.do("GET", "/Users/"+mia, ""); u.get("nickName") != "M" || u.get(urnEnt, "manager", "value") != ada {
		t.Errorf("the created user: got %s", u.Body)
	}
	tg.want(404, tg.do("GET", "/Users/"+eve, ""))
}

// References are resolved wherever they are and in whatever order the operations come (BLK-009, BLK-010).
func TestBulkReferences(t *testing.T) {
	tg := newTarget(t)
	user := func(name, manager string) string {
		return `{"userName":"` + name + `","` + urnEnt + `":{"manager":{"value":"` + manager + `"}}}`
	}
	a := tg.bulk(
		post("/Groups", "g", `{"displayName":"Outer","members":[{"value":"bulkId:h"},{"value":"bulkId:u"}]}`),
		post("/Groups", "h", `{"displayName":"Inner","members":[{"value":"bulkId:v"}]}`),
		post("/Users", "u", user("u", "bulkId:v")),
		post("/Users", "v", user("v", "bulkId:u")), // a circle of two
		post("/Users", "w", user("w", "bulkId:w")), // a circle of one
	)
	if got := statuses(a); got != "201 201 201 201 201" {
		t.Fatalf("statuses: got %s\n%s", got, a.Body)
	}
	g, h, u, v, w := idOf(a, 0), idOf(a, 1), idOf(a, 2), idOf(a, 3), idOf(a, 4)
	for id, manager := range map[string]string{u: v, v: u, w: w} {
		got := tg.want(200, tg.do("GET", "/Users/"+id, ""))
		if got.get(urnEnt, "manager", "value") != manager || got.get(urnEnt, "manager", "$ref") != "../Users/"+manager || got.get("meta", "version") != `W/"1"` {
			t.Errorf("manager of %s: got %s, want %s", id, got.Body, manager)
		}
	}
	outer := tg.do("GET", "/Groups/"+g, "")
	if outer.get("members", 0, "value") != h || outer.get("members", 0, "type") != "Group" || outer.get("members", 1, "value") != u {
		t.Errorf("members of the outer group: got %v", outer.get("members"))
	}
	if strings.Contains(tg.dump(), "bulkId:") {
		t.Errorf("a temporary identifier was stored: %s", tg.dump())
	}

	// Groups that would contain each other are refused with 409, and nothing of them is left (§3.7.1, GRP-019).
	before := tg.dump()
	a = tg.bulk(
		post("/Groups", "a", `{"displayName":"A","members":[{"value":"bulkId:b"}]}`),
		post("/Groups", "b", `{"displayName":"B","members":[{"value":"bulkId:a"}]}`),
		post("/Groups", "c", `{"displayName":"C","members":[{"value":"bulkId:a"}]}`),
	)
	if got := statuses(a); got != "409 409 409" || tg.dump() != before {
		t.Errorf("groups in a circle: got %s, and\n%s\nwant\n%s", got, tg.dump(), before)
	}
	for i := range 3 {
		if a.get("Operations", i, "location") != nil || a.get("Operations", i, "response", "status") != "409" {
			t.Errorf("result %d: got %v, want an error and no location (BLK-005, BLK-007)", i+1, a.get("Operations", i))
		}
	}
}

// Long chains, against the order of the request, and long circles.
func TestBulkOfManyReferences(t *testing.T) {
	for name, circle := range map[string]bool{"chain": false, "circle": true} {
		t.Run(name, func(t *testing.T) {
			tg := newTarget(t)
			const n = 300
			ops := make([]string, n)
			for i := range ops {
				manager := ""
				if i+1 < n || circle {
					manager = fmt.Sprintf(`,"`+urnEnt+`":{"manager":"bulkId:%d"}`, (i+1)%n)
				}
				ops[i] = post("/Users", fmt.Sprint(i), fmt.Sprintf(`{"userName":"u%d"%s}`, i, manager))
			}
			a := tg.bulk(ops...)
			if got := statuses(a); got != strings.TrimSpace(strings.Repeat("201 ", n)) {
				t.Fatalf("statuses: got %s", got)
			}
			for i := range n - 1 {
				if got := tg.do("GET", "/Users/"+idOf(a, i), "").get(urnEnt, "manager", "value"); got != idOf(a, i+1) {
					t.Fatalf("manager of user %d: got %v, want %s", i, got, idOf(a, i+1))
				}
			}
		})
	}
}

// BLK-011, BLK-012, BLK-016, BLK-017: an operation that fails says why and does not disturb the others.
func TestBulkFailures(t *testing.T) {
	ok := post("/Users", "ok", `{"userName":"ok"}`)
	for name, tt := range map[string]struct{ ops, want, scimType string }{
		"unknown method":         {`{"method":"GET","path":"/Users"}`, "400", "invalidSyntax"},
		"no method":              {`{"path":"/Users"}`, "400", "invalidSyntax"},
		"no path":                {`{"method":"DELETE"}`, "400", "invalidValue"},
		"unknown type":           {`{"method":"DELETE","path":"/Printers/1"}`, "400", "invalidValue"},
		"deeper path":            {`{"method":"DELETE","path":"/Users/1/2"}`, "400", "invalidValue"},
		"search":                 {post("/Users/.search", "x", `{}`), "400", "invalidValue"},
		"method of another type": {`{"method":7,"path":"/Users"}`, "400", "invalidValue"},
		"POST without bulkId":    {`{"method":"POST","path":"/Users","data":{"userName":"x"}}`, "400", "invalidValue"},
		"POST to a resource":     {post("/Users/1", "x", `{"userName":"x"}`), "400", "invalidValue"},
		"PUT to a collection":    {`{"method":"PUT","path":"/Users","data":{"userName":"x"}}`, "400", "invalidValue"},
		"no data":                {`{"method":"POST","path":"/Users","bulkId":"x"}`, "400", "invalidSyntax"},
		"data is no object":      {post("/Users", "x", `"x"`), "400", "invalidSyntax"},
		"invalid resource":       {post("/Users", "x", `{"active":true}`), "400", "invalidValue"},
		"bulkId used twice":      {post("/Users", "x", `{"userName":"x"}`) + "," + post("/Users", "x", `{"userName":"y"}`), "201 400", "invalidValue"},
		"unknown reference":      {post("/Groups", "x", `{"displayName":"G","members":[{"value":"bulkId:nobody"}]}`), "400", "invalidValue"},
		"reference to a failure": {post("/Groups", "x", `{"displayName":"G","members":[{"value":"bulkId:y"}]}`) + "," + post("/Users", "y", `{}`), "409 400", ""},
		"taken within":           {post("/Users", "x", `{"userName":"x"}`) + "," + post("/Users", "y", `{"userName":"X"}`), "201 409", "uniqueness"},
		"unknown resource":       {`{"method":"DELETE","path":"/Users/nobody"}`, "404", ""},
		"stale version":          {post("/Users", "x", `{"userName":"x"}`) + `,{"method":"DELETE","path":"/Users/bulkId:x","version":"W/\"9\""}`, "201 412", ""},
		"circle with a fault":    {post("/Users", "x", `{"userName":"x","`+urnEnt+`":{"manager":"bulkId:y"}}`) + "," + post("/Users", "y", `{"`+urnEnt+`":{"manager":"bulkId:x"}}`), "409 400", ""},
	} {
		t.Run(name, func(t *testing.T) {
			tg := newTarget(t)
			a := tg.bulk(strings.Split(tt.ops+"\x00"+ok, "\x00")...)
			if got := statuses(a); got != tt.want+" 201" {
				t.Fatalf("statuses: got %s, want %s and 201 for what comes after\n%s", got, tt.want, a.Body)
			}
			found := false
			for i := range 2 {
				m, _ := a.get("Operations", i).(map[string]any)
				e, _ := m["response"].(map[string]any)
				if e == nil {
					continue
				}
				scimType, _ := e["scimType"].(string)
				found = found || scimType == tt.scimType
				if e["status"] != m["status"] || e["detail"] == "" || e["schemas"] == nil {
					t.Errorf("BLK-007: result %d without a SCIM error: %v", i+1, m)
				}
				if m["method"] != "POST" && m["method"] != "" && tt.ops != `{"method":"DELETE"}` && m["location"] == nil {
					t.Errorf("BLK-005: result %d has no location: %v", i+1, m)
				}
			}
			if !found {
				t.Errorf("no result has the scimType %q: %s", tt.scimType, a.Body)
			}
		})
	}
}

func TestBulkStopsAfterFailOnErrors(t *testing.T) {
	bad := `{"method":"DELETE","path":"/Users/nobody"}`
	for n, want := range map[string]string{"1": "201 404", "2": "201 404 201 404", "3": "201 404 201 404 201"} {
		tg := newTarget(t)
		ops := strings.Join([]string{post("/Users", "a", `{"userName":"a"}`), bad, post("/Users", "b", `{"userName":"b"}`), bad, post("/Users", "c", `{"userName":"c"}`)}, ",")
		a := tg.want(200, tg.do("POST", "/Bulk", bulkHead+`"failOnErrors":`+n+`,"Operations":[`+ops+`]}`))
		if got := statuses(a); got != want {
			t.Errorf("failOnErrors %s: got %s, want %s", n, got, want)
		}
		if got := tg.do("GET", "/Users", "").get("totalResults"); got != float64(strings.Count(want, "201")) {
			t.Errorf("failOnErrors %s: %v users are there", n, got)
		}
	}
}

func TestBadBulkRequests(t *testing.T) {
	tg := newTarget(t)
	many := strings.TrimSuffix(strings.Repeat(`{"method":"DELETE","path":"/Users/x"},`, 1001), ",")
	for name, tt := range map[string]struct {
		body   string
		status int
		says   string
	}{
		"BLK-015 no schema":       {`{"Operations":[{"method":"DELETE","path":"/Users/x"}]}`, 400, "BulkRequest"},
		"BLK-015 another message": {patchHead + `[{"op":"add"}]}`, 400, "BulkRequest"},
		"no operations":           {bulkHead + `"Operations":[]}`, 400, "Operations"},
		"operations of no array":  {bulkHead + `"Operations":{}}`, 400, "Operations"},
		"operation of no object":  {bulkHead + `"Operations":["x"]}`, 400, "operation 1"},
		"failOnErrors 0":          {bulkHead + `"failOnErrors":0,"Operations":[{}]}`, 400, "failOnErrors"},
		"failOnErrors as text":    {bulkHead + `"failOnErrors":"1","Operations":[{}]}`, 400, "failOnErrors"},
		"BLK-013 maxOperations":   {bulkHead + `"Operations":[` + many + `]}`, 413, "maxOperations (1000)"},
		"BLK-014 maxPayloadSize":  {bulkHead + `"Operations":[],"x":"` + strings.Repeat("a", 64<<10) + `"}`, 413, "maxPayloadSize (65536"},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			a := tg.want(tt.status, tg.do("POST", "/Bulk", tt.body))
			if detail, _ := a.get("detail").(string); !strings.Contains(detail, tt.says) {
				t.Errorf("detail: got %q, want it to name %s", detail, tt.says)
			}
		})
	}
}

// Operations that the listener's time for an answer is too short for are not begun, and the client is told which.
func TestBulkEndsInTime(t *testing.T) {
	for limit, want := range map[time.Duration]string{0: "201 204 201", time.Hour: "201 204 201", 1: "503 503 503"} {
		tg := newTarget(t)
		api := tg.api
		tg.api = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			api.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), http.ServerContextKey, &http.Server{WriteTimeout: limit})))
		})
		user := tg.user("u")
		a := tg.bulk(post("/Users", "a", `{"userName":"a"}`), `{"method":"DELETE","path":"/Users/`+user+`"}`, post("/Users", "b", `{"userName":"b"}`))
		if got := statuses(a); got != want {
			t.Errorf("%v for an answer: got %s, want %s", limit, got, want)
		}
		left := map[bool]float64{true: 1, false: 2}[want == "503 503 503"]
		if got := tg.do("GET", "/Users", "").get("totalResults"); got != left {
			t.Errorf("%v for an answer: %v users are there, want %v", limit, got, left)
		}
		if late := strings.Count(a.Body.String(), "was not begun"); late != strings.Count(want, "503") {
			t.Errorf("%v for an answer: %d operations say that they were not begun: %s", limit, late, a.Body)
		}
	}
}
