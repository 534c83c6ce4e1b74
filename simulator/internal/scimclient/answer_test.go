package scimclient_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// canned answers every request with the same response.
type canned struct {
	status int
	header http.Header
	body   string
}

func (c canned) RoundTrip(req *http.Request) (*http.Response, error) {
	h := c.header
	if h == nil {
		h = http.Header{"Content-Type": {"application/scim+json"}}
	}
	return &http.Response{StatusCode: c.status, Header: h, Body: io.NopCloser(strings.NewReader(c.body)), Request: req}, nil
}

// ask sends one request of a kind to a canned answer.
func ask(t *testing.T, answer canned, r scimclient.Request, assignments ...string) (scimclient.Response, scimclient.Exchange, error) {
	t.Helper()
	c, err := scimclient.New(scimclient.Config{
		TenantURL: "https://api.harborline.example/scim/v2", Token: "hl_live_51b9aabbccdd", Transport: answer, Now: start,
		Dials: dials(t, assignments...),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c.Do(t.Context(), r)
}

func lookupUser() scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindMatch, Resource: scimclient.Users, Match: path("userName"), Value: "ada"}
}

func lookupGroup() scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindMatch, Resource: scimclient.Groups, Match: path("displayName"), Value: "Crew"}
}

func readUser() scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindRead, Resource: scimclient.Users, ID: "U1"}
}

func readGroup() scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindRead, Resource: scimclient.Groups, ID: "G1"}
}

func createUser() scimclient.Request { return create(scimclient.Users, assign("userName", "ada")) }

func probe() scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindProbeUsers, Match: path("userName"), Value: "7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3"}
}

const listURN = `"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"]`

// TestReadableAnswers: what Entra can read, and what it lets pass on the way.
func TestReadableAnswers(t *testing.T) {
	jsonType := http.Header{"Content-Type": {"application/json"}}
	tests := map[string]struct {
		request   scimclient.Request
		answer    canned
		dials     []string
		ids       []string // of the list or the single resource
		tolerated []string // parts of the notes, in order
	}{
		"empty list":            {request: lookupUser(), answer: canned{status: 200, body: `{` + listURN + `,"totalResults":0,"Resources":[]}`}},
		"one hit":               {request: lookupUser(), answer: canned{status: 200, body: `{` + listURN + `,"totalResults":1,"Resources":[{"id":"U1"}]}`}, ids: []string{"U1"}},
		"two hits":              {request: lookupUser(), answer: canned{status: 200, body: `{` + listURN + `,"totalResults":2,"Resources":[{"id":"U1"},{"id":"U2"}]}`}, ids: []string{"U1", "U2"}},
		"charset parameter":     {request: lookupUser(), answer: canned{status: 200, header: http.Header{"Content-Type": {"application/scim+json; charset=utf-8"}}, body: `{` + listURN + `,"totalResults":0,"Resources":[]}`}},
		"plain JSON media type": {request: lookupUser(), answer: canned{status: 200, header: jsonType, body: `{` + listURN + `,"totalResults":0,"Resources":[]}`}, tolerated: []string{"media type is application/json"}},
		"no media type":         {request: readUser(), answer: canned{status: 200, header: http.Header{}, body: `{"id":"U1"}`}, ids: []string{"U1"}, tolerated: []string{"no media type"}},
		"byte order mark":       {request: readUser(), answer: canned{status: 200, body: "\ufeff" + `{"id":"U1"}`}, ids: []string{"U1"}, tolerated: []string{"byte order mark"}},
		"Resources absent":      {request: lookupUser(), answer: canned{status: 200, body: `{` + listURN + `,"totalResults":0}`}, tolerated: []string{"Resources is absent"}},
		"totalResults absent":   {request: lookupUser(), answer: canned{status: 200, body: `{` + listURN + `,"Resources":[{"id":"U1"}]}`}, ids: []string{"U1"}, tolerated: []string{"totalResults is absent"}},
		"schemas absent":        {request: lookupUser(), answer: canned{status: 200, body: `{"totalResults":0,"Resources":[]}`}, tolerated: []string{"schemas does not name"}},
		"duplicate names":       {request: readUser(), answer: canned{status: 200, body: `{"id":"old","id":"U1"}`}, ids: []string{"U1"}},
		"invalid UTF-8":         {request: readUser(), answer: canned{status: 200, body: "{\"id\":\"U1\",\"title\":\"\xff\"}"}, ids: []string{"U1"}},
		"null attributes":       {request: readUser(), answer: canned{status: 200, body: `{"id":"U1","emails":null,"active":null,"name":null}`}, ids: []string{"U1"}},
		"unknown attributes":    {request: readUser(), answer: canned{status: 200, body: `{"id":"U1","x":[[1]],"urn:x":{"manager":"m"}}`}, ids: []string{"U1"}},
		"created":               {request: createUser(), answer: canned{status: 201, body: `{"id":"U1"}`}, ids: []string{"U1"}},
		"created with 200":      {request: createUser(), answer: canned{status: 200, body: `{"id":"U1"}`}, ids: []string{"U1"}},
		"patch 204":             {request: patchUser("U1", change(add, "title", "x")), answer: canned{status: 204}},
		"patch 200":             {request: patchUser("U1", change(add, "title", "x")), answer: canned{status: 200, body: `{"id":"U1"}`}, ids: []string{"U1"}},
		"patch empty 200":       {request: patchUser("U1", change(add, "title", "x")), answer: canned{status: 200}, tolerated: []string{"200 without a body"}},
		"delete 204":            {request: scimclient.Request{Kind: scimclient.KindDelete, Resource: scimclient.Users, ID: "U1"}, answer: canned{status: 204}},
		"delete 200 with text":  {request: scimclient.Request{Kind: scimclient.KindDelete, Resource: scimclient.Users, ID: "U1"}, answer: canned{status: 200, body: "gone"}},
		"discovery":             {request: scimclient.Request{Kind: scimclient.KindDiscovery}, answer: canned{status: 200, body: `{"patch":{"supported":true}}`}},
		"reference check": { // only id and schemas need to come back
			request: scimclient.Request{Kind: scimclient.KindReferenceCheck, Resource: scimclient.Users, ID: "U1", Match: path(ent + ":manager"), Value: "U2"},
			answer:  canned{status: 200, body: `{` + listURN + `,"totalResults":1,"Resources":[{"id":"U1"}]}`}, ids: []string{"U1"},
		},
		"group with empty members": {request: readGroup(), answer: canned{status: 200, body: `{"id":"G1","members":[]}`}, ids: []string{"G1"}, tolerated: []string{"has members although"}},
		"group with members, dialled": {
			request: readGroup(), dials: []string{"on-members-returned=succeed"},
			answer: canned{status: 200, body: `{"id":"G1","members":[{"value":"U1"}]}`}, ids: []string{"G1"}, tolerated: []string{"has members although"},
		},
		"string boolean, dialled": {
			request: readUser(), dials: []string{"string-booleans=succeed"},
			answer: canned{status: 200, body: `{"id":"U1","active":"true"}`}, ids: []string{"U1"}, tolerated: []string{"active in the answer is a string"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			resp, ex, err := ask(t, tt.answer, tt.request, tt.dials...)
			if err != nil {
				t.Fatalf("Entra reads this answer, got %v", err)
			}
			var ids []string
			if resp.List != nil {
				for _, r := range resp.List.Resources {
					ids = append(ids, r.ID())
				}
			}
			if resp.Resource != nil {
				ids = append(ids, resp.Resource.ID())
			}
			if !slices.Equal(ids, tt.ids) {
				t.Errorf("ids: got %q, want %q", ids, tt.ids)
			}
			if len(resp.Tolerated) != len(tt.tolerated) {
				t.Fatalf("tolerated: got %q, want %q", resp.Tolerated, tt.tolerated)
			}
			for i, part := range tt.tolerated {
				if !strings.Contains(resp.Tolerated[i], part) {
					t.Errorf("tolerated: got %q, want it to say %q", resp.Tolerated[i], part)
				}
			}
			if ex.Err != "" || ex.Status != tt.answer.status {
				t.Errorf("exchange: got status %d and error %q", ex.Status, ex.Err)
			}
		})
	}
}

// TestUnreadableAnswers: a 2xx that Entra cannot use (wire §13.1, quirks Q22, Q32, Q45).
func TestUnreadableAnswers(t *testing.T) {
	user := func(more string) canned { return canned{status: 200, body: `{"id":"U1",` + more + `}`} }
	tests := map[string]struct {
		request scimclient.Request
		answer  canned
		class   scimclient.Class
		say     string
	}{
		"HTML":                   {readUser(), canned{status: 200, header: http.Header{"Content-Type": {"text/html"}}, body: "<html>Sign in</html>"}, "", "HTML page"},
		"HTML under JSON's name": {readUser(), canned{status: 200, body: "<!DOCTYPE html><p>x"}, "", "HTML page"},
		"not JSON":               {readUser(), canned{status: 200, body: `{"id":`}, "", "not JSON"},
		"trailing text":          {readUser(), canned{status: 200, body: `{"id":"U1"} ok`}, "", "not JSON"},
		"too deep":               {readUser(), canned{status: 200, body: strings.Repeat("[", 100)}, "", "levels deep"},
		"empty body":             {createUser(), canned{status: 201}, "", "no body"},
		"read 204":               {readUser(), canned{status: 204}, "", "no body"},
		"array":                  {readUser(), canned{status: 200, body: `[{"id":"U1"}]`}, "", "a JSON array, not a resource"},
		"no id":                  {createUser(), canned{status: 201, body: `{"userName":"ada"}`}, "", "has no id"},
		"empty id":               {createUser(), canned{status: 201, body: `{"id":""}`}, "", "has no id"},
		"id in another case":     {createUser(), canned{status: 201, body: `{"Id":"U1"}`}, "", `it has "Id"`},
		"error document":         {readUser(), canned{status: 200, body: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":404,"detail":"gone"}`}, "", "has no id"},
		"number id":              {createUser(), canned{status: 201, body: `{"id":7}`}, "", "a JSON number, not a string"},
		"Resources null":         {probe(), canned{status: 200, body: `{` + listURN + `,"totalResults":0,"Resources":null}`}, "", "Resources is null"},
		"Resources missing":      {lookupUser(), canned{status: 200, body: `{` + listURN + `,"totalResults":1}`}, "", "totalResults is 1"},
		"lower-case resources":   {lookupUser(), canned{status: 200, body: `{` + listURN + `,"totalResults":1,"resources":[{"id":"U1"}]}`}, "", `it has "resources"`},
		"not a list":             {lookupUser(), canned{status: 200, body: `{"id":"U1"}`}, "", "not a ListResponse"},
		"bare array":             {lookupUser(), canned{status: 200, body: `[]`}, "", "a JSON array, not an object"},
		"text totalResults":      {lookupUser(), canned{status: 200, body: `{"totalResults":"0","Resources":[]}`}, "", "totalResults is a JSON string"},
		"hit without id":         {lookupUser(), canned{status: 200, body: `{"totalResults":1,"Resources":[{"userName":"ada"}]}`}, "", "Resources[0] has no id"},
		"manager as string":      {readUser(), user(`"` + ent + `":{"manager":"U2"}`), "", `manager in ` + ent},
		"roles as strings":       {readUser(), user(`"roles":["admin"]`), "", `element 0 of roles`},
		"roles as one string":    {readUser(), user(`"roles":"admin"`), "", `roles in the answer is the string "admin", not an array`},
		"addresses nested":       {readUser(), user(`"addresses":[[]]`), "", "element 0 of addresses"},
		"emails as object":       {readUser(), user(`"emails":{"value":"x"}`), "", "emails in the answer is an object, not an array"},
		"name as string":         {readUser(), user(`"name":"Ada"`), "", "name in the answer"},
		"active as string":       {readUser(), user(`"active":"true"`), "", `active in the answer is the string "true", not a boolean`},
		"title as number":        {readUser(), user(`"title":5`), "", "title in the answer is a number, not a string"},
		"core attributes nested": {readUser(), user(`"urn:ietf:params:scim:schemas:core:2.0:User":{"userName":"ada"}`), "", "core attributes stand at the top level"},
		"group name as list":     {readGroup(), canned{status: 200, body: `{"id":"G1","displayName":["x"]}`}, "", "displayName in the answer"},
		"discovery as list":      {scimclient.Request{Kind: scimclient.KindDiscovery}, canned{status: 200, body: `[]`}, "", "a JSON array, not an object"},
		"list for a read":        {readUser(), canned{status: 200, body: `{"totalResults":2,"Resources":[{"id":"U1"},{"id":"U2"}]}`}, scimclient.Multiple, "a list of 2 resources"},
		"group with members":     {readGroup(), canned{status: 200, body: `{"id":"G1","members":[{"value":"U1"}]}`}, scimclient.Multiple, "lists 1 members although"},
		"matched with members":   {lookupGroup(), canned{status: 200, body: `{"totalResults":1,"Resources":[{"id":"G1","members":[{"value":"U1"}]}]}`}, scimclient.Multiple, "lists 1 members although"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			resp, ex, err := ask(t, tt.answer, tt.request)
			var f *scimclient.Failure
			if !errors.As(err, &f) {
				t.Fatalf("Entra cannot read this answer, got %v", err)
			}
			class, code := tt.class, scimclient.CodeMultipleEntriesInResponse
			if class == "" {
				class, code = scimclient.Deserialise, scimclient.CodeServiceIncompatible
			}
			if f.Class != class || f.Code != code {
				t.Errorf("got %s %s, want %s %s", f.Class, f.Code, class, code)
			}
			if !strings.Contains(f.Error(), tt.say) {
				t.Errorf("error %q does not say %q", f.Error(), tt.say)
			}
			if f.Hint() == "" || strings.ContainsAny(f.Error(), "\n\r") {
				t.Errorf("want a one-line error with a hint, got %q and %q", f.Error(), f.Hint())
			}
			if resp.List != nil || resp.Resource != nil {
				t.Error("a failed answer must not carry resources")
			}
			if ex.Err != f.Error() || ex.ResponseBody != tt.answer.body {
				t.Errorf("the exchange lost the answer: %q, %q", ex.Err, ex.ResponseBody)
			}
		})
	}
}

// TestResponseLimit: a body beyond the dial is not read on.
func TestResponseLimit(t *testing.T) {
	_, ex, err := ask(t, canned{status: 200, body: `{"id":"` + strings.Repeat("x", 2000) + `"}`}, readUser(), "response-limit=1024")
	if err == nil || !strings.Contains(err.Error(), "longer than 1024 bytes") {
		t.Errorf("got %v, want an error that names the limit", err)
	}
	if len(ex.ResponseBody) != 1024 {
		t.Errorf("the exchange holds %d bytes, want 1024", len(ex.ResponseBody))
	}
}

// TestRetryAfter reads both forms of the header.
func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"30": 30 * time.Second, " 5 ": 5 * time.Second, "0": 0, "-1": 0, "soon": 0, "": 0, "99999999999999999999": 0,
		start().Add(2 * time.Minute).Format(http.TimeFormat): 2 * time.Minute,
		start().Add(-time.Hour).Format(http.TimeFormat):      0,
	} {
		t.Run(fmt.Sprintf("%q", value), func(t *testing.T) {
			resp, _, err := ask(t, canned{status: 429, header: http.Header{"Retry-After": {value}}}, readUser())
			var f *scimclient.Failure
			if !errors.As(err, &f) || f.Class != scimclient.Throttled || !f.Retryable {
				t.Fatalf("got %v, want a retryable throttling failure", err)
			}
			if f.RetryAfter != want || resp.RetryAfter != want {
				t.Errorf("got %s and %s, want %s", f.RetryAfter, resp.RetryAfter, want)
			}
		})
	}
	t.Run("measured from the server's clock", func(t *testing.T) {
		later := start().AddDate(1, 0, 0)
		resp, _, _ := ask(t, canned{status: 503, header: http.Header{
			"Date": {later.Format(http.TimeFormat)}, "Retry-After": {later.Add(time.Minute).Format(http.TimeFormat)},
		}}, readUser())
		if resp.RetryAfter != time.Minute {
			t.Errorf("got %s, want 1m", resp.RetryAfter)
		}
	})
}
