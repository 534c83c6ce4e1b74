package rule_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/defect/rule"
)

func TestConditions(t *testing.T) {
	const ops = `{"Operations":[{"op":"Add","path":"title","value":"x"},{"op":"remove","path":"members"}]}`
	tests := map[string]struct {
		when, method, target, body, header string
		want                               bool
	}{
		"method":                {"method: [PUT, GET]", "GET", "/Users", "", "", true},
		"other method":          {"method: PUT", "GET", "/Users", "", "", false},
		"endpoint":              {"endpoint: Users", "GET", "/Users/U1", "", "", true},
		"other endpoint":        {"endpoint: Users", "GET", "/users", "", "", false},
		"not this endpoint":     {"other-endpoint: [Users]", "GET", "/Groups", "", "", true},
		"this endpoint":         {"other-endpoint: [Users]", "GET", "/Users", "", "", false},
		"collection":            {"on: collection", "GET", "/Users/", "", "", true},
		"resource":              {"on: resource", "GET", "/Users/U1", "", "", true},
		"search":                {"on: search", "POST", "/Users/.search", "", "", true},
		"search at the root":    {"on: search", "POST", "/.search", "", "", true},
		"elsewhere":             {"on: elsewhere", "GET", "/Users/U1/emails", "", "", true},
		"the root":              {"on: elsewhere", "GET", "/", "", "", true},
		"path":                  {"path: \"/$\"", "GET", "/Users/", "", "", true},
		"not path":              {"path: \"!/$\"", "GET", "/Users/", "", "", false},
		"query":                 {"query: [count, filter]", "GET", "/Users?count=1&filter=a+pr", "", "", true},
		"query incomplete":      {"query: [count, filter]", "GET", "/Users?count=1", "", "", false},
		"query value":           {"query: {count: \"^[0-9]$\"}", "GET", "/Users?count=%31", "", "", true},
		"query other value":     {"query: {count: \"^[0-9]$\"}", "GET", "/Users?count=12", "", "", false},
		"query of a search":     {"query: {count: \"^5$\"}", "POST", "/.search", `{"count":5}`, "", true},
		"without query":         {"without-query: count", "GET", "/Users?counts=1", "", "", true},
		"with query":            {"without-query: count", "GET", "/Users?count=1", "", "", false},
		"other query":           {"other-query: [count]", "GET", "/Users?count=1&x", "", "", true},
		"no other query":        {"other-query: [count]", "GET", "/Users?count=1", "", "", false},
		"header":                {"header: {Accept: html}", "GET", "/Users", "", "text/html", true},
		"no header":             {"header: {Accept: \"!html\"}", "GET", "/Users", "", "", false},
		"without header":        {"without-header: Accept", "GET", "/Users", "", "", true},
		"with header":           {"without-header: Accept", "GET", "/Users", "", "x", false},
		"body":                  {"body: {\"emails/*/type\": \"^work$\"}", "POST", "/Users", `{"emails":[{"type":"home"},{"type":"work"}]}`, "", true},
		"body of another value": {"body: {a: \"!^x$\"}", "POST", "/Users", `{"a":"x"}`, "", false},
		"body that is none":     {"body: {a: x}", "POST", "/Users", "", "", false},
		"body with an object":   {"body: {a: \"\\\"b\\\":1\"}", "POST", "/Users", `{"a":{"b":1}}`, "", true},
		"without body":          {"without-body: [a, b]", "POST", "/Users", `{"c":1}`, "", true},
		"with body":             {"without-body: [a, b]", "POST", "/Users", `{"B":1}`, "", false},
		"raw body":              {"raw-body: \"^$\"", "POST", "/Users", "", "", true},
		"filter":                {"filter: {}", "GET", "/Users?filter=a", "", "", true},
		"no filter":             {"filter: {}", "GET", "/Users", "", "", false},
		"filter operator":       {"filter: {operator: [co, sw], attribute: \"^b$\"}", "GET", "/Users?filter=a+eq+1+or+b+sw+%22x%22", "", "", true},
		"operator elsewhere":    {"filter: {operator: [co, sw], attribute: \"^a$\"}", "GET", "/Users?filter=a+eq+1+or+b+sw+%22x%22", "", "", false},
		"filter within":         {"filter: {attribute: \"^emails.type$\"}", "GET", "/Users?filter=emails%5Btype+pr%5D", "", "", true},
		"filter literal":        {"filter: {literal: \"^x \"}", "GET", "/Users?filter=a+eq+%22x+y%22", "", "", true},
		"filter text":           {"filter: {text: \"  \"}", "GET", "/Users?filter=a++pr", "", "", true},
		"filter has":            {"filter: {has: [not, value-path]}", "GET", "/Users?filter=not+(a%5Bb+pr%5D)", "", "", true},
		"filter has not":        {"filter: {has: [and]}", "GET", "/Users?filter=a+pr+or+b+pr", "", "", false},
		"filter of a write":     {"filter: {}", "POST", "/Users?filter=a+pr", "", "", false},
		"operation":             {"operation: {op: [remove], path: \"^members$\", value: none}", "PATCH", "/Groups/G", ops, "", true},
		"operation mixed":       {"operation: {op: [remove], value: string}", "PATCH", "/Groups/G", ops, "", false},
		"operation text":        {"operation: {value-text: \"^x$\"}", "PATCH", "/Groups/G", ops, "", true},
		"operation of a POST":   {"operation: {op: [remove]}", "POST", "/Groups", ops, "", false},
		"all together":          {"method: GET, endpoint: Users, on: resource", "GET", "/Users", "", "", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(test.method, "/scim/v2"+test.target, strings.NewReader(test.body))
			if test.header != "" {
				r.Header.Set("Accept", test.header)
			}
			res := answered(t, "      - {when: {"+test.when+"}, instead: {status: 418}}\n", func(w http.ResponseWriter, r *http.Request) {
				// Whoever looks at a body must leave it to the handler.
				if body, err := io.ReadAll(r.Body); err != nil || string(body) != test.body {
					t.Errorf("the handler reads %q, %v; want %q", body, err, test.body)
				}
			}, r)
			if got := res.StatusCode == http.StatusTeapot; got != test.want {
				t.Errorf("when {%s}: %s %s meets it: %t, want %t", test.when, test.method, test.target, got, test.want)
			}
		})
	}
}

func TestConditionsOnTheAnswer(t *testing.T) {
	tests := map[string]struct {
		when string
		want bool
	}{
		"status":              {"status: 201", true},
		"class":               {"status: [5xx, 2xx]", true},
		"other status":        {"status: [200, 4xx]", false},
		"answer":              {"answer: {totalResults: \"^0$\"}", true},
		"other answer":        {"answer: {totalResults: \"!^0$\"}", false},
		"without answer":      {"without-answer: Resources/*", true},
		"with answer":         {"without-answer: [Resources]", false},
		"request and answer":  {"method: GET, status: 201", true},
		"other request":       {"method: PUT, status: 201", false},
		"every second answer": {"status: 201, every: 2", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			res := answered(t, "      - {when: {"+test.when+"}, answer: [status: 299]}\n", func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusCreated)
				_, _ = io.WriteString(w, `{"totalResults":0,"Resources":[]}`)
			}, httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
			if got := res.StatusCode == 299; got != test.want {
				t.Errorf("when {%s}: met %t, want %t", test.when, got, test.want)
			}
		})
	}
}

func TestTraffic(t *testing.T) {
	tests := map[string]struct{ when, want string }{
		"every":           {"every: 3", "..x..x..x."},
		"first":           {"first: 2", "xx........"},
		"after":           {"after: 7", ".......xxx"},
		"after and every": {"after: 4, every: 2", ".....x.x.x"},
		"certain":         {"probability: 1", "xxxxxxxxxx"},
		"of those meant":  {"every: 2, method: PUT", ".........."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			list, err := rule.Parse("f.yaml", []byte(file("      - {when: {"+test.when+"}, instead: {status: 500}}\n")))
			if err != nil {
				t.Fatalf("parse: %v", err)
			}
			handler := list[0].Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), env())
			got := ""
			for range 10 {
				rec := httptest.NewRecorder()
				handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
				got += map[bool]string{true: "x", false: "."}[rec.Code == http.StatusInternalServerError]
			}
			if got != test.want {
				t.Errorf("{%s} picks %s, want %s", test.when, got, test.want)
			}
		})
	}
}
