package schema_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

const ent = scim.SchemaEnterpriseUser

func TestResolve(t *testing.T) {
	user := schema.Core().ResourceType("User")
	tests := map[string]string{ // path → canonical notation, "" for unknown
		"userName":                          "userName",
		"USERNAME":                          "userName",
		"Name.GivenName":                    "name.givenName",
		"emails.$ref":                       "",
		"id":                                "id",
		"meta.lastModified":                 "meta.lastModified",
		"schemas":                           "schemas",
		scim.SchemaUser + ":userName":       "userName",
		scim.SchemaUser + ":name.givenName": "name.givenName",
		scim.SchemaUser + ":externalId":     "externalId",
		scim.SchemaUser + ":costBand":       "",
		scim.SchemaUser:                     scim.SchemaUser,
		ent:                                 ent,
		strings.ToLower(ent):                ent,
		ent + ":department":                 ent + ":department",
		ent + ".department":                 ent + ":department",
		ent + ":manager.value":              ent + ":manager.value",
		ent + ":userName":                   "",
		"manager":                           ent + ":manager",
		"manager.value":                     ent + ":manager.value",
		"displayName":                       "displayName",
		"nothing":                           "",
		"userName.value":                    "",
		"name.":                             "",
		"":                                  "",
		"urn:ietf:params:scim:schemas:extension:fabrikam:2.0:User:badge": "",
		strings.Repeat("x", 5000): "",
	}
	for path, want := range tests {
		p, ok := user.Resolve(path)
		if got := p.String(); got != want || ok != (want != "") {
			t.Errorf("Resolve(%.60q): got %q (%v), want %q", path, got, ok, want)
		}
	}
}

// TestResolveUndoesString: the canonical notation of every path leads back to it.
func TestResolveUndoesString(t *testing.T) {
	for _, rt := range schema.Core().ResourceTypes() {
		schemas := []*schema.Schema{rt.Schema}
		for _, e := range rt.Extensions {
			schemas = append(schemas, e.Schema)
		}
		for _, s := range schemas {
			for _, a := range s.Attributes {
				for _, sub := range append([]*schema.Attribute{nil}, a.SubAttributes...) {
					p := schema.Path{Schema: s, Extension: s != rt.Schema, Attr: a, Sub: sub}
					if got, ok := rt.Resolve(p.String()); !ok || got != p {
						t.Errorf("%s: Resolve(%q) gives %v", rt.Name, p, got)
					}
				}
			}
		}
	}
}

func TestPathValue(t *testing.T) {
	user := schema.Core().ResourceType("User")
	obj := scim.Object{"userName": "ada", ent: scim.Object{"department": "Optics"}}
	for path, want := range map[string]any{
		"userName": "ada", ent + ":department": "Optics", ent + ":division": nil, "title": nil,
	} {
		p, _ := user.Resolve(path)
		if got := p.Value(obj); got != want {
			t.Errorf("value at %s: got %v, want %v", path, got, want)
		}
	}
	p, _ := user.Resolve(ent + ":department")
	if got := p.Value(scim.Object{}); got != nil {
		t.Errorf("no extension, no value: got %v", got)
	}
}
