package scimclient_test

import (
	"slices"
	"testing"
)

// TestLookup reads values of target attributes in the engine's form.
func TestLookup(t *testing.T) {
	resp, _, err := ask(t, canned{status: 200, body: `{
	  "id":"U1","userName":"Ada@x.example","active":true,"title":null,"nickName":"",
	  "name":{"givenName":"Ada"},
	  "emails":[{"type":"home","value":"h@x.example"},{"type":"Work","value":"w@x.example","primary":true},{"type":"work","value":"second"}],
	  "phoneNumbers":[],
	  "roles":[{"primary":false,"value":"a"},{"primary":true,"value":"b"}],
	  "addresses":[{"type":"work","formatted":null}],
	  "` + ent + `":{"department":"Optics","manager":{"value":"U42","displayName":"Grace"}},
	  "urn:x:2.0:User":{"rank":7.50e1,"tags":["p","q"],"nested":{"x":1}},
	  "urn:ietf:params:scim:schemas:core:2.0:User":{"costBand":"C2"}}`}, readUser())
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		path string
		want []string // nil: absent
	}{
		"text":                    {"userName", []string{"Ada@x.example"}},
		"boolean":                 {"active", []string{"True"}},
		"null":                    {"title", nil},
		"empty text is a value":   {"nickName", []string{""}},
		"absent":                  {"displayName", nil},
		"other letter case":       {"username", nil},
		"dotted":                  {"name.givenName", []string{"Ada"}},
		"dotted absent":           {"name.familyName", nil},
		"filtered, first counts":  {`emails[type eq "work"].value`, []string{"w@x.example"}},
		"filtered boolean":        {`emails[type eq "work"].primary`, []string{"True"}},
		"filtered absent type":    {`emails[type eq "other"].value`, nil},
		"filtered null":           {`addresses[type eq "work"].formatted`, nil},
		"filtered on empty list":  {`phoneNumbers[type eq "work"].value`, nil},
		"filter without sub":      {`emails[type eq "home"]`, []string{"h@x.example"}},
		"boolean as quoted text":  {`roles[primary eq "True"].value`, []string{"b"}},
		"boolean bare":            {`roles[primary eq true].value`, []string{"b"}},
		"extension":               {ent + ":department", []string{"Optics"}},
		"reference":               {ent + ":manager", []string{"U42"}},
		"extension sub-attribute": {ent + ":manager.displayName", []string{"Grace"}},
		"number as written":       {"urn:x:2.0:User:rank", []string{"7.50e1"}},
		"list of texts":           {"urn:x:2.0:User:tags", []string{"p", "q"}},
		"complex without value":   {"urn:x:2.0:User:nested", nil},
		"unknown extension":       {"urn:y:2.0:User:rank", nil},
		"core URN, nested":        {"urn:ietf:params:scim:schemas:core:2.0:User:costBand", []string{"C2"}},
		"core URN, top level":     {"urn:ietf:params:scim:schemas:core:2.0:User:userName", []string{"Ada@x.example"}},
		"list as a whole":         {"roles", []string{"a", "b"}},
		"list, sub-attribute":     {"emails.value", []string{"h@x.example"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, present := resp.Resource.Lookup(path(tt.path))
			if !slices.Equal(got, tt.want) || present != (tt.want != nil) {
				t.Errorf("%s: got %q, %v; want %q, %v", tt.path, got, present, tt.want, tt.want != nil)
			}
		})
	}
}

// TestObjectJSON: a resource prints as it came back, without the blanks.
func TestObjectJSON(t *testing.T) {
	const body = `{ "id": "U1", "n": 1.50, "l": [true, null, "é<"], "o": {} }`
	resp, _, err := ask(t, canned{status: 200, body: body}, readUser())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := resp.Resource.JSON(), `{"id":"U1","n":1.50,"l":[true,null,"é<"],"o":{}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
