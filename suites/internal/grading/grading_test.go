package grading_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/internal/grading"
	"github.com/entrasim/entrasim/suites/report"
)

var began = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// line is one exchange of a trail in short: what was sent and answered, and when (in milliseconds).
type line struct {
	request, body string // "GET /Users?startIndex=1"
	header        map[string]string
	status        int
	answer        string
	answerHeader  map[string]string
	at            int
	contentType   string // of the body; application/scim+json when empty
	withoutAccept bool
}

const token = "secret-of-the-grader:dev-entra"

func trail(lines ...line) []grading.Exchange {
	var out []grading.Exchange
	for i, l := range lines {
		method, target, _ := strings.Cut(l.request, " ")
		path, query, _ := strings.Cut(target, "?")
		if l.at == 0 {
			l.at = i * 5000
		}
		e := grading.Exchange{
			Began: began.Add(time.Duration(l.at) * time.Millisecond), Method: method, Path: path, RawQuery: query, URL: "http://127.0.0.1/scim/v2" + target,
			Header: http.Header{"Authorization": {"Bearer " + token}}, Body: []byte(l.body), Status: l.status, Answer: []byte(l.answer), AnswerHeader: http.Header{},
		}
		e.Ended = e.Began.Add(time.Millisecond)
		if !l.withoutAccept {
			e.Header.Set("Accept", "application/scim+json")
		}
		if l.body != "" {
			e.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
		}
		if l.contentType != "" {
			e.Header.Set("Content-Type", l.contentType)
		}
		for name, v := range l.header {
			e.Header.Set(name, v)
		}
		for name, v := range l.answerHeader {
			e.AnswerHeader.Set(name, v)
		}
		if e.Status == 0 {
			e.Status = http.StatusOK
		}
		out = append(out, e)
	}
	return out
}

func verdict(t *testing.T, id string, exchanges []grading.Exchange) report.Check {
	t.Helper()
	for _, c := range grading.Judge(exchanges, grading.Redact{Token: token}) {
		if c.ID == id {
			if text, _ := json.Marshal(c); strings.Contains(string(text), "secret-of-the-grader") {
				t.Errorf("%s shows the token: %s", id, text)
			}
			return c
		}
	}
	t.Fatalf("there is no check %s", id)
	return report.Check{}
}

const (
	user    = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@x.example","active":true}`
	patched = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[%s]}`
)

func patch(operations string) string { return fmt.Sprintf(patched, operations) }

// page is the answer to a list request.
func page(start, came, total int, more string) string {
	resources := strings.TrimSuffix(strings.Repeat(`{"id":"x"},`, came), ",")
	return fmt.Sprintf(`{"totalResults":%d,"startIndex":%d,"itemsPerPage":%d,"Resources":[%s]%s}`, total, start, came, resources, more)
}

var (
	config  = line{request: "GET /ServiceProviderConfig"}
	lookup  = line{request: "GET /Users?filter=userName+eq+%22MIRA%40x.example%22", answer: page(1, 0, 0, "")}
	create  = line{request: "POST /Users", body: user, status: 201, answer: `{"id":"7","meta":{"version":"W/\"1\""}}`}
	refused = line{request: "GET /Users?filter=userName+eq+%22mira%40x.example%22", status: 400, answer: `{"scimType":"sensitive"}`}
)

func update(op string) line { return line{request: "PATCH /Users/7", body: patch(op), status: 204} }

// right is a client without fault that does everything there is a check about.
func right() []grading.Exchange {
	return trail(
		config,
		line{request: "GET /Users?startIndex=1&count=50", answer: page(1, 10, 15, "")},
		line{request: "GET /Users?startIndex=11&count=50", answer: page(11, 5, 15, "")},
		line{request: "GET /Groups?cursor=&count=5", answer: page(1, 5, 7, `,"nextCursor":"c1"`)},
		line{request: "GET /Groups?cursor=c1&count=5", answer: page(1, 2, 7, "")},
		lookup,
		line{request: "POST /Users", body: user, status: 429, answerHeader: map[string]string{"Retry-After": "2"}, at: 40000},
		line{request: "POST /Users", body: user, status: 503, at: 42100},
		line{request: "POST /Users", body: user, status: 503, at: 43200},
		line{request: "POST /Users", body: user, status: 201, answer: `{"id":"7","meta":{"version":"W/\"1\""}}`, at: 45400},
		line{request: "PATCH /Users/7", body: patch(`{"op":"replace","path":"active","value":false},{"op":"remove","path":"emails[type eq \"work\"].value"},{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"8"}`), header: map[string]string{"If-Match": `W/"1"`}, status: 204, at: 50000},
		line{request: refused.request, status: refused.status, answer: refused.answer, at: 60000},
		line{request: "POST /Users/.search", body: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName eq \"mira@x.example\""}`, answer: page(1, 0, 0, ""), at: 61000},
	)
}

func TestRightClientPasses(t *testing.T) {
	for _, c := range grading.Judge(right(), grading.Redact{Token: token}) {
		if c.Verdict != report.Pass {
			t.Errorf("%s is %s: %s (%s, got %s); want a right client to pass", c.ID, c.Verdict, c.Reason, c.Where, c.Got)
		}
	}
}

func TestAbsentClientIsNotAccused(t *testing.T) {
	for _, c := range grading.Judge(trail(line{request: "GET /Users/7"}), grading.Redact{Token: token}) {
		if c.Verdict != report.NotSupported && c.ID != "CLI-002" {
			t.Errorf("%s is %s; want that it says what was not seen", c.ID, c.Verdict)
		}
		if c.Verdict == report.NotSupported && c.Reason == "" {
			t.Errorf("%s does not say what was not seen", c.ID)
		}
	}
}

// TestBadClients holds that each check is seen to find what it is about.
func TestBadClients(t *testing.T) {
	short := line{request: "GET /Users?startIndex=1&count=50", answer: page(1, 10, 15, "")}
	later := func(l line, at int) line { l.at = at; return l }
	for name, tc := range map[string]struct {
		id    string
		lines []line
		text  string // of reason or got
	}{
		"no discovery":        {"CLI-001", []line{lookup, config}, "a filter"},
		"bulk, undiscovered":  {"CLI-001", []line{{request: "POST /Bulk", body: `{}`}}, "bulk"},
		"plain JSON":          {"CLI-002", []line{{request: "POST /Users", body: user, contentType: "application/json"}}, "application/json"},
		"no Accept":           {"CLI-002", []line{{request: "GET /Users/7", withoutAccept: true}}, "Accept"},
		"no schemas":          {"CLI-003", []line{{request: "POST /Users", body: `{"userName":"m"}`}}, "schemas"},
		"wrong schemas":       {"CLI-003", []line{{request: "POST /Groups", body: user}}, "core:2.0:Group"},
		"extension unnamed":   {"CLI-003", []line{{request: "PUT /Users/7", body: strings.Replace(user, `"active"`, `"urn:x:ext":{},"active"`, 1)}}, "urn:x:ext"},
		"patch unnamed":       {"CLI-003", []line{{request: "PATCH /Users/7", body: `{"Operations":[{"op":"add","path":"title","value":"x"}]}`}}, "PatchOp"},
		"own id":              {"CLI-004", []line{{request: "POST /Users", body: strings.Replace(user, `"active"`, `"Id":"mine","active"`, 1)}}, "mine"},
		"own id in bulk":      {"CLI-004", []line{{request: "POST /Bulk", body: `{"Operations":[{"method":"POST","path":"/Users","data":{"id":"mine"}}]}`}}, "mine"},
		"fourth operation":    {"CLI-005", []line{update(`{"op":"set","path":"title","value":"x"}`)}, "set"},
		"no operations":       {"CLI-005", []line{update("")}, "no operations"},
		"remove without path": {"CLI-005", []line{update(`{"op":"remove"}`)}, "no path"},
		"broken path":         {"CLI-005", []line{update(`{"op":"replace","path":"emails[type eq \"work\".value","value":"x"}`)}, "grammar"},
		"path with slash":     {"CLI-005", []line{update(`{"op":"replace","path":"/title","value":"x"}`)}, "grammar"},
		"remove with value":   {"CLI-006", []line{update(`{"op":"remove","path":"members","value":[{"value":"7"}]}`)}, "value"},
		"text boolean":        {"CLI-007", []line{{request: "POST /Users", body: strings.Replace(user, "true", `"True"`, 1)}}, "True"},
		"text in a patch":     {"CLI-007", []line{update(`{"op":"replace","path":"active","value":"False"}`)}, "False"},
		"text in an element":  {"CLI-007", []line{update(`{"op":"add","value":{"emails":[{"primary":"true"}]}}`)}, "true"},
		"text, wrapped":       {"CLI-007", []line{update(`{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":[{"value":"True"}]}`)}, "True"},
		"no lookup":           {"CLI-008", []line{create}, "not looked for"},
		"lookup of another":   {"CLI-008", []line{{request: "GET /Users?filter=userName+eq+%22other%22"}, create}, "not looked for"},
		"409 repeated":        {"CLI-008", []line{lookup, {request: "POST /Users", body: user, status: 409}, create}, "409"},
		"throttled, at once": {
			"CLI-009", []line{later(line{request: "GET /Users/7", status: 429, answerHeader: map[string]string{"Retry-After": "2"}}, 1000), later(line{request: "GET /Users/7"}, 1500)}, "throttled",
		},
		"throttled, by date": {"CLI-009", []line{
			later(line{request: "GET /Users/7", status: 429, answerHeader: map[string]string{"Retry-After": began.Add(9 * time.Second).Format(http.TimeFormat)}}, 1000),
			later(line{request: "GET /Users/7"}, 6000),
		}, "throttled"},
		"failed, at once": {"CLI-009", []line{later(line{request: "GET /Users/7", status: 503}, 1000), later(line{request: "GET /Users/7"}, 1010)}, "at once"},
		"failed, sooner": {"CLI-009", []line{
			later(line{request: "GET /Users/7", status: 503}, 1000), later(line{request: "GET /Users/7", status: 503}, 5000), later(line{request: "GET /Users/7"}, 6000),
		}, "sooner"},
		"no If-Match":        {"CLI-010", []line{lookup, create, update(`{"op":"add","path":"title","value":"x"}`)}, "If-Match"},
		"no If-Match of GET": {"CLI-010", []line{{request: "GET /Users/7", answerHeader: map[string]string{"ETag": `"9"`}}, {request: "PUT /Users/7", body: user}}, "If-Match"},
		"cursor invented":    {"CLI-011", []line{{request: "GET /Users?cursor=zzz"}}, "not given"},
		"cursor, other count": {"CLI-011", []line{
			{request: "GET /Users?cursor=&count=5", answer: page(1, 5, 9, `,"nextCursor":"c1"`)}, {request: "GET /Users?cursor=c1&count=9"},
		}, "count=9"},
		"cursor, filter lost": {"CLI-011", []line{
			{request: "GET /Users?cursor=&filter=active+eq+true", answer: page(1, 5, 9, `,"nextCursor":"c1"`)}, {request: "GET /Users?cursor=c1"},
		}, "parameter changes"},
		"past the end": {"CLI-011", []line{
			{request: "GET /Users?cursor=", answer: page(1, 5, 9, `,"nextCursor":"c1"`)}, {request: "GET /Users?cursor=c1", answer: page(6, 4, 9, "")}, {request: "GET /Users?cursor=c1"},
		}, "last page"},
		"results skipped":   {"CLI-012", []line{short, {request: "GET /Users?startIndex=51&count=50", answer: page(51, 0, 15, "")}}, "never read"},
		"short page is all": {"CLI-012", []line{short}, "taken for complete"},
		"skipped in a search": {"CLI-012", []line{
			{request: "POST /Users/.search", body: `{"startIndex":1,"count":50}`, answer: page(1, 10, 15, "")}, {request: "POST /Users/.search", body: `{"startIndex":51,"count":50}`, answer: page(51, 0, 15, "")},
		}, "never read"},
		"goes on in URLs": {"CLI-013", []line{refused, {request: "GET /Users?filter=emails.value+eq+%22mira%40x.example%22"}}, "URL"},
	} {
		t.Run(name, func(t *testing.T) {
			c := verdict(t, tc.id, trail(tc.lines...))
			want := report.Warn
			if c.Level == "MUST" {
				want = report.Fail
			}
			if c.Verdict != want || !strings.Contains(c.Reason+" "+c.Got, tc.text) {
				t.Errorf("%s is %s, %q, got %q; want %s about %q", c.ID, c.Verdict, c.Reason, c.Got, want, tc.text)
			}
			if _, ok := c.DecisiveExchange(); !ok || c.Advice == "" || len(c.Allowed) == 0 {
				t.Errorf("%s lacks the exchange, the advice or what is allowed: %+v", c.ID, c)
			}
		})
	}
}

func TestDeviationIsTolerated(t *testing.T) {
	c := verdict(t, "CLI-005", trail(update(`{"op":"Add","path":"title","value":"x"}`)))
	if c.Verdict != report.Warn || !strings.Contains(c.Reason, "Add") {
		t.Errorf("an operation spelled as Entra does is %s, %q; want a warning that says so", c.Verdict, c.Reason)
	}
}

// TestEveryCheckOfTheListIsThere holds the declarations to the list.
func TestEveryCheckOfTheListIsThere(t *testing.T) {
	checks := grading.Checks()
	if len(checks) != 13 {
		t.Errorf("%d checks, want the 13 of the list", len(checks))
	}
	for i, c := range checks {
		if c.ID != fmt.Sprintf("CLI-%03d", i+1) || c.Title == "" || c.Requirement == "" || c.Advice == "" || (c.Level != "MUST" && c.Level != "SHOULD") {
			t.Errorf("check %d is declared as %+v", i+1, c)
		}
	}
}
