package awkward_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/awkward"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

const userBody = `{"schemas":["` + scim.SchemaUser + `","urn:x"],"id":"U1","userName":"ädä/😀","emails":[{"value":"a"},{"value":"b","type":"work"},{"value":"c"}],` +
	`"meta":{"resourceType":"User","created":"2026-03-02T08:00:00.120Z","lastModified":"2026-03-02T09:00:00.000Z","version":"W/\"7\""}}`

// only returns a strict mode with these switches awkward.
func only(t testing.TB, seed uint64, names ...string) schema.Mode {
	t.Helper()
	m := schema.ModeStrict()
	m.Seed = seed
	for _, name := range names {
		s, ok := schema.SwitchByName(name)
		if !ok {
			t.Fatalf("there is no switch %s", name)
		}
		var err error
		if m, err = s.With(m, schema.Awkward); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// seen is what a handler was asked.
type seen struct {
	query, ifMatch, body string
}

// ask sends a request through the wrapper to a handler with a fixed answer.
func ask(t testing.TB, m schema.Mode, method, target, body string, header http.Header, status int, answer string) (*http.Response, string, seen) {
	t.Helper()
	var got seen
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = seen{query: r.URL.RawQuery, ifMatch: r.Header.Get("If-Match")}
		if r.Body != nil {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			got.body = string(b)
			if r.ContentLength >= 0 && r.ContentLength != int64(len(b)) {
				t.Errorf("Content-Length says %d, the body has %d bytes", r.ContentLength, len(b))
			}
		}
		w.Header().Set("Content-Type", "application/scim+json; charset=utf-8")
		w.Header().Set("Etag", `W/"7"`)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	})
	wrap := awkward.Wrap(awkward.Config{Mode: m, Registry: schema.Core()})
	if wrap == nil {
		t.Fatal("nothing is inconvenient")
	}
	req := httptest.NewRequest(method, target, strings.NewReader(body))
	for k, v := range header {
		req.Header[k] = v
	}
	before := req.Header.Clone()
	rec := httptest.NewRecorder()
	wrap(inner).ServeHTTP(rec, req)
	if !reflect.DeepEqual(req.Header, before) {
		t.Error("the caller's request has changed")
	}
	res := rec.Result()
	text := rec.Body.String()
	if n := res.Header.Get("Content-Length"); n != "" && n != jsonInt(len(text)) {
		t.Errorf("Content-Length says %s, the answer has %d bytes", n, len(text))
	}
	return res, text, got
}

func jsonInt(n int) string { b, _ := json.Marshal(n); return string(b) }

func TestNothingInconvenient(t *testing.T) {
	for _, m := range []schema.Mode{schema.ModeEntra(), schema.ModeStrict(), only(t, 1, "id-form", "patch-answer")} {
		if awkward.Wrap(awkward.Config{Mode: m, Registry: schema.Core()}) != nil {
			t.Errorf("mode %s has a wrapper", m.Name)
		}
	}
}

func decode(t testing.TB, s string) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%s is not JSON: %v", s, err)
	}
	return v
}

// differs runs a switch over many seeds and reports how the answers differ from the plain one.
func differs(t *testing.T, name, method, target, answer string, say func(*http.Response, string) string) map[string]int {
	t.Helper()
	out := map[string]int{}
	for seed := range uint64(40) {
		res, text, _ := ask(t, only(t, seed, name), method, target, "", nil, http.StatusOK, answer)
		again, textAgain, _ := ask(t, only(t, seed, name), method, target, "", nil, http.StatusOK, answer)
		if res.StatusCode != again.StatusCode || text != textAgain {
			t.Fatalf("%s: the same question has two answers", name)
		}
		out[say(res, text)]++
	}
	return out
}

func body(_ *http.Response, text string) string { return text }

func TestForms(t *testing.T) {
	list := `{"schemas":["` + scim.MessageListResponse + `"],"totalResults":3,"Resources":[{"id":"a"},{"id":"b"},{"id":"c"}]}`
	for name, tc := range map[string]struct {
		method, target, answer string
		say                    func(*http.Response, string) string
		least                  int // so many different answers in forty seeds
	}{
		"list-order":      {"GET", "/scim/v2/Users", list, body, 5},
		"element-order":   {"GET", "/scim/v2/Users/U1", userBody, body, 5},
		"attribute-order": {"GET", "/scim/v2/Users/U1", userBody, body, 5},
		"unassigned":      {"GET", "/scim/v2/Users/U1", userBody, body, 5},
		"time-form":       {"GET", "/scim/v2/Users/U1", userBody, body, 4},
		"etag-form":       {"GET", "/scim/v2/Users/U1", userBody, func(r *http.Response, _ string) string { return r.Header.Get("Etag") }, 40},
		"json-form":       {"GET", "/scim/v2/Users/U1", userBody, body, 5},
	} {
		if got := differs(t, name, tc.method, tc.target, tc.answer, tc.say); len(got) < tc.least {
			t.Errorf("%s: %d different answers in forty seeds, want %d: %v", name, len(got), tc.least, got)
		}
	}
}

func TestSortedListsStaySorted(t *testing.T) {
	const list = `{"schemas":["` + scim.MessageListResponse + `"],"totalResults":3,"Resources":[{"id":"a"},{"id":"b"},{"id":"c"}]}`
	for target, method := range map[string]string{"/scim/v2/Users?sortBy=id": "GET", "/scim/v2/Users/.search": "POST"} {
		if got := differs(t, "list-order", method, target, list, body); got[list] != 40 {
			t.Errorf("%s: got %v", target, got)
		}
	}
}

func TestChosenAttributesStayChosen(t *testing.T) {
	for _, q := range []string{"attributes=userName", "excludedAttributes=members"} {
		if got := differs(t, "unassigned", "GET", "/scim/v2/Users/U1?"+q, userBody, body); got[userBody] != 40 {
			t.Errorf("?%s: got %v", q, got)
		}
	}
}

func TestTimesStayThatTime(t *testing.T) {
	for seed := range uint64(40) {
		_, text, _ := ask(t, only(t, seed, "time-form"), "GET", "/Users/U1", "", nil, http.StatusOK, userBody)
		meta := decode(t, text)["meta"].(map[string]any)
		for name, want := range map[string]string{"created": "2026-03-02T08:00:00.120Z", "lastModified": "2026-03-02T09:00:00.000Z"} {
			a, err := time.Parse(time.RFC3339Nano, meta[name].(string))
			b, _ := time.Parse(time.RFC3339Nano, want)
			if err != nil || !a.Equal(b) {
				t.Errorf("%s: got %v (%v), want the time %s", name, meta[name], err, want)
			}
		}
	}
}

func TestTagsComeBack(t *testing.T) {
	m := only(t, 9, "etag-form")
	res, text, _ := ask(t, m, "GET", "/Users/U1", "", nil, http.StatusOK, userBody)
	tag := res.Header.Get("Etag")
	if version := decode(t, text)["meta"].(map[string]any)["version"]; tag == `W/"7"` || version != tag {
		t.Errorf("ETag %s, meta.version %v: want the same, and not the plain one", tag, version)
	}
	for sent, want := range map[string]string{
		tag: `W/"7"`, `"x", ` + tag: `"none-x", W/"7"`, "*": "*", `W/"7"`: `W/"none-7"`, strings.TrimPrefix(tag, "W/"): `"7"`,
	} {
		if _, _, got := ask(t, m, "PUT", "/Users/U1", "{}", http.Header{"If-Match": {sent}}, http.StatusOK, userBody); got.ifMatch != want {
			t.Errorf("If-Match: %s arrived as %s, want %s", sent, got.ifMatch, want)
		}
	}
	_, _, got := ask(t, m, "POST", "/Bulk", `{"Operations":[{"method":"PUT","version":`+quote(tag)+`},{"method":"POST"}]}`, nil, http.StatusOK,
		`{"schemas":["`+scim.MessageBulkResponse+`"],"Operations":[{"version":"W/\"7\""},{"response":{"schemas":["`+scim.MessageError+`"],"detail":"now W/\"7\""}}]}`)
	if want := `{"Operations":[{"method":"PUT","version":"W/\"7\""},{"method":"POST"}]}`; strings.TrimRight(got.body, " ") != want {
		t.Errorf("bulk request: got %s, want %s", got.body, want)
	}
	padded := `{"Operations": [` + strings.Repeat(" ", 500) + `]}`
	if _, _, got := ask(t, m, "POST", "/Bulk", padded, nil, http.StatusOK, `{}`); len(got.body) != len(padded) {
		t.Errorf("a bulk request of %d bytes arrives with %d: maxPayloadSize is about what the client has sent", len(padded), len(got.body))
	}
	_, text, _ = ask(t, m, "POST", "/Bulk", `{}`, nil, http.StatusOK,
		`{"schemas":["`+scim.MessageBulkResponse+`"],"Operations":[{"version":"W/\"7\""},{"response":{"schemas":["`+scim.MessageError+`"],"detail":"now W/\"7\""}}]}`)
	if strings.Count(text, strings.Trim(quote(tag), `"`)) != 2 {
		t.Errorf("bulk answer: both mentions of the version must be %s, got %s", tag, text)
	}
}

func quote(s string) string { b, _ := json.Marshal(s); return string(b) }

func TestPageSizes(t *testing.T) {
	m := only(t, 3, "page-size")
	count := func(target string) string {
		_, _, got := ask(t, m, "GET", target, "", nil, http.StatusOK, "{}")
		return got.query
	}
	for target, want := range map[string]string{
		"/scim/v2/Users?count=1": "count=1", "/scim/v2/Users?count=0": "count=0", "/scim/v2/Users?count=-3": "count=-3", "/scim/v2/Users?count=many": "count=many",
		"/scim/v2/Users/U1?count=9": "count=9", "/scim/v2/Schemas?count=9": "count=9",
	} {
		if got := count(target); got != want {
			t.Errorf("%s: got %s", target, got)
		}
	}
	first := count("/scim/v2/Users?filter=active+eq+true&count=50&startIndex=1")
	second := count("/scim/v2/Users?filter=active+eq+true&count=50&startIndex=31")
	if a, b, _ := strings.Cut(first, "&"); !strings.HasPrefix(second, a+"&") || !strings.HasSuffix(b, "filter=active+eq+true&startIndex=1") {
		t.Errorf("the pages of one query have one size and keep their parameters, got %s and %s", first, second)
	}
	for asked := 2; asked < 60; asked++ {
		q := count("/scim/v2/Users?count=" + jsonInt(asked))
		var n int
		if err := json.Unmarshal([]byte(strings.TrimPrefix(q, "count=")), &n); err != nil || n < 1 || n >= asked {
			t.Errorf("asked for %d, got %s", asked, q)
		}
	}
	if q := count("/scim/v2/Groups"); !strings.HasPrefix(q, "count=") {
		t.Errorf("a page is small also when nobody asks, got %q", q)
	}
	_, _, got := ask(t, m, "POST", "/Users/.search", `{"count":50,"filter":"a pr","startIndex":1}`, nil, http.StatusOK, "{}")
	_, _, next := ask(t, m, "POST", "/Users/.search", `{"count":50,"filter":"a pr","startIndex":20}`, nil, http.StatusOK, "{}")
	a, b := decode(t, got.body), decode(t, next.body)
	if a["count"] != b["count"] || a["count"].(float64) >= 50 || a["filter"] != "a pr" || b["startIndex"] != 20.0 {
		t.Errorf(".search: got %s and %s", got.body, next.body)
	}
}

func TestErrors(t *testing.T) {
	const failure = `{"schemas":["` + scim.MessageError + `"],"status":"400","scimType":"invalidValue","detail":"the version is W/\"7\""}`
	_, text, _ := ask(t, only(t, 1, "error-detail"), "GET", "/Users/x", "", nil, http.StatusBadRequest, failure)
	if v := decode(t, text); v["detail"] != nil || v["status"] != "400" || v["scimType"] != "invalidValue" {
		t.Errorf("got %s", text)
	}
	tooLarge := strings.NewReplacer(`"400"`, `"413"`, "the version is", "the limit is").Replace(failure)
	_, text, _ = ask(t, only(t, 1, "error-detail"), "POST", "/Bulk", "{}", nil, http.StatusRequestEntityTooLarge, tooLarge)
	if v := decode(t, text); v["detail"] == nil {
		t.Errorf("413 must name the limit (RFC 7644 §3.7.4), got %s", text)
	}
	_, text, _ = ask(t, only(t, 1, "etag-form"), "GET", "/Users/x", "", nil, http.StatusPreconditionFailed, failure)
	if v := decode(t, text); strings.Contains(v["detail"].(string), `W/"7"`) || !strings.Contains(v["detail"].(string), `W/"`) {
		t.Errorf("the detail names the version as the client knows it, got %s", text)
	}
	res, _, _ := ask(t, only(t, 1, "media-type"), "GET", "/Users/x", "", nil, http.StatusBadRequest, failure)
	if got := res.Header.Get("Content-Type"); got != "application/scim+json" {
		t.Errorf("media type: got %s", got)
	}
}

func TestBodiesThatAreNotOurs(t *testing.T) {
	m := schema.ModeAwkward()
	for _, answer := range []string{"", "<html>", `{"schemas":`, `[1,2`} {
		if _, text, _ := ask(t, m, "GET", "/Users/x", "", nil, http.StatusOK, answer); text != answer {
			t.Errorf("%q became %q", answer, text)
		}
	}
	if _, _, got := ask(t, m, "POST", "/Users/.search", "not JSON", nil, http.StatusOK, "{}"); got.body != "not JSON" {
		t.Errorf("a request that cannot be read goes through, got %q", got.body)
	}
}

// Whatever the seed, an answer says what the handler said.
func TestAwkwardAnswersAreTrue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune(`ab"\/<é😀` + "\u2028\n\x00")))
		value := scim.Object{"schemas": []any{scim.SchemaUser}, "id": text.Draw(rt, "id"), "userName": text.Draw(rt, "userName"), "active": true}
		for _, name := range []string{"title", "nickName"} {
			if rapid.Bool().Draw(rt, name) {
				value[name] = text.Draw(rt, name+" value")
			}
		}
		value["emails"] = []any{scim.Object{"value": "a", "n": int64(rapid.IntRange(-5, 5).Draw(rt, "n"))}, scim.Object{"value": text.Draw(rt, "mail")}}
		value["meta"] = scim.Object{"resourceType": "User", "version": `W/"3"`}
		m := schema.ModeAwkward()
		m.Seed = rapid.Uint64().Draw(rt, "seed")
		_, answer, _ := ask(t, m, "GET", "/Users/U1", "", nil, http.StatusOK, string(scim.AppendJSON(nil, value)))
		got, err := scim.Decode([]byte(answer), scim.Limits{})
		if err != nil {
			rt.Fatalf("%q: %v", answer, err)
		}
		got["meta"].(scim.Object)["version"] = `W/"3"`
		for k, v := range got {
			if list, ok := v.([]any); v == nil || ok && len(list) == 0 {
				delete(got, k)
			}
		}
		mails := got["emails"].([]any)
		if len(mails) == 2 && mails[0].(scim.Object)["n"] == nil {
			mails[0], mails[1] = mails[1], mails[0]
		}
		if !scim.Equal(got, value) {
			rt.Fatalf("\n got %v\nwant %v", got, value)
		}
	})
}

func TestIDs(t *testing.T) {
	seen := map[string]bool{}
	var digits, mixed int
	for i := range 2000 {
		id := awkward.ID(7, "0190e0c8-1111-7000-8000-"+jsonInt(100000000000+i))
		if id != awkward.ID(7, "0190e0c8-1111-7000-8000-"+jsonInt(100000000000+i)) || seen[id] || len(id) < 1 || len(id) > 64 || strings.Contains(id, "bulkId") {
			t.Fatalf("id %q: must follow from its source alone, be its own, short and not reserved", id)
		}
		seen[id] = true
		if strings.Trim(id, "0123456789") == "" {
			digits++
		} else {
			mixed++
		}
		if strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") != "" {
			t.Fatalf("id %q would need escapes in a URL", id)
		}
	}
	if digits < 500 || mixed < 500 {
		t.Errorf("got %d ids of digits and %d others", digits, mixed)
	}
	if awkward.ID(1, "x") == awkward.ID(2, "x") {
		t.Error("another seed gives other ids")
	}
}
