package scimclient_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestFilterValueSurvives: one form decoding and one JSON unescaping give any value back (quirks Q14, Q63), whichever
// way an apostrophe is written, and the request line stays one line of ASCII.
func TestFilterValueSurvives(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.String().Draw(rt, "value")
		setting := rapid.SampledFrom([]string{"encoded", "literal"}).Draw(rt, "apostrophe")
		_, ex, _ := ask(t, canned{status: 500}, scimclient.Request{
			Kind: scimclient.KindMatch, Resource: scimclient.Users, Match: path("userName"), Value: value,
		}, "filter-apostrophe="+setting)
		if i := strings.IndexFunc(ex.Target, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' }); i >= 0 {
			rt.Fatalf("target %q has a character at %d that no request line may have", ex.Target, i)
		}
		_, query, _ := strings.Cut(ex.Target, "?")
		form, err := url.ParseQuery(query)
		if err != nil {
			rt.Fatalf("parse query %q: %v", query, err)
		}
		quoted, ok := strings.CutPrefix(form.Get("filter"), "userName eq ")
		if !ok {
			rt.Fatalf("filter %q is not an equality of userName", form.Get("filter"))
		}
		got, err := jsontext.AppendUnquote(nil, quoted)
		if err != nil || string(got) != value {
			rt.Fatalf("value %q arrives as %q, %v", value, got, err)
		}
	})
}

// TestCreateBodySurvives: a text of a body is what a JSON reader gets back.
func TestCreateBodySurvives(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.String().Draw(rt, "value")
		_, ex, _ := ask(t, canned{status: 500}, create(scimclient.Users, assign("userName", value)))
		resp, _, err := ask(t, canned{status: 201, body: `{"id":"1",` + strings.TrimPrefix(ex.RequestBody, "{")}, createUser())
		if err != nil {
			rt.Fatalf("body %s: %v", ex.RequestBody, err)
		}
		if got, _ := resp.Resource.Lookup(path("userName")); len(got) != 1 || got[0] != value {
			rt.Fatalf("value %q arrives as %q", value, got)
		}
	})
}

// FuzzAnswer: no body makes the client panic or give a resource without an id, whatever was asked.
func FuzzAnswer(f *testing.F) {
	for _, s := range []string{
		"", "null", "[]", `{"id":"U1"}`, `{"totalResults":1,"Resources":[{"id":"U1","members":[{"value":"x"}]}]}`, "\ufeff{}", `{"Resources":null}`,
		`{"id":"U1","` + ent + `":{"manager":"x"},"emails":[{"type":"work","value":"x"}]}`, "<html>", `{"id":{"id":1}}`, "[[[[", `{"totalResults":1e999,"Resources":[]}`,
	} {
		f.Add(s, 200)
	}
	f.Add(`{"detail":"x","status":409}`, 409)
	requests := []scimclient.Request{probe(), lookupUser(), lookupGroup(), readUser(), readGroup(), createUser(), patchUser("U1", change(add, "title", "x"))}
	f.Fuzz(func(t *testing.T, body string, status int) {
		for _, r := range requests {
			resp, ex, err := ask(t, canned{status: status, body: body}, r)
			if err != nil && (resp.List != nil || resp.Resource != nil || ex.Err == "") {
				t.Fatalf("%s: a failure with a resource or without a trace: %v", r.Kind, err)
			}
			if resp.Resource != nil {
				if resp.Resource.ID() == "" {
					t.Fatalf("%s: a resource without id", r.Kind)
				}
				resp.Resource.Lookup(path(`emails[type eq "work"].value`))
				resp.Resource.Lookup(path(ent + ":manager"))
			}
			_ = ex.String() + ex.Full() + ex.Curl("T")
		}
	})
}
