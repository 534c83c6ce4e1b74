package schema_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func TestProjection(t *testing.T) {
	user := schema.Core().ResourceType("User")
	obj := decode(t, entHead+`,"id":"U1","externalId":"e","userName":"ada","name":{"givenName":"Ada","familyName":"Lovell"},"password":"x",
		"emails":[{"value":"a","type":"work"},{"type":"home"}],"`+ent+`":{"department":"Optics","manager":{"value":"U2"}},"meta":{"resourceType":"User"}}`)
	const head = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + ent + `"],"id":"U1"`
	const full = head + `,"externalId":"e","userName":"ada","name":{"familyName":"Lovell","givenName":"Ada"},"emails":[{"value":"a","type":"work"},{"type":"home"}],"` + ent + `":{"department":"Optics","manager":{"value":"U2"}},"meta":{"resourceType":"User"}}`
	tests := map[string]struct {
		attributes, excluded []string
		want                 string
	}{
		"default":                     {nil, nil, full},
		"empty parameters":            {[]string{""}, []string{" , "}, full},
		"one attribute":               {[]string{"userName"}, nil, head + `,"userName":"ada"}`},
		"in any case, with blanks":    {[]string{" USERNAME , externalid"}, nil, head + `,"externalId":"e","userName":"ada"}`},
		"repeated parameter":          {[]string{"userName", "externalId"}, nil, head + `,"externalId":"e","userName":"ada"}`},
		"id alone":                    {[]string{"id"}, nil, head + `}`},
		"unknown name":                {[]string{"shoeSize"}, nil, head + `}`},
		"sub-attribute":               {[]string{"name.givenName"}, nil, head + `,"name":{"givenName":"Ada"}}`},
		"sub-attribute of elements":   {[]string{"emails.value"}, nil, head + `,"emails":[{"value":"a"}]}`},
		"sub-attribute nobody has":    {[]string{"emails.display"}, nil, head + `}`},
		"whole wins over part":        {[]string{"name.givenName,name"}, nil, head + `,"name":{"familyName":"Lovell","givenName":"Ada"}}`},
		"core URN":                    {[]string{scim.SchemaUser + ":userName"}, nil, head + `,"userName":"ada"}`},
		"extension attribute":         {[]string{ent + ":department"}, nil, head + `,"` + ent + `":{"department":"Optics"}}`},
		"extension sub-attribute":     {[]string{ent + ":manager.value"}, nil, head + `,"` + ent + `":{"manager":{"value":"U2"}}}`},
		"whole extension":             {[]string{ent}, nil, head + `,"` + ent + `":{"department":"Optics","manager":{"value":"U2"}}}`},
		"never returned":              {[]string{"password"}, nil, head + `}`},
		"value filter is dropped":     {[]string{`emails[type eq "a,]b"],userName`}, nil, head + `,"userName":"ada","emails":[{"value":"a","type":"work"},{"type":"home"}]}`},
		"exclude":                     {nil, []string{"emails,meta,name," + ent}, head + `,"externalId":"e","userName":"ada"}`},
		"exclude sub-attributes":      {nil, []string{"name.givenName,emails.type,emails.value"}, head + `,"externalId":"e","userName":"ada","name":{"familyName":"Lovell"},"` + ent + `":{"department":"Optics","manager":{"value":"U2"}},"meta":{"resourceType":"User"}}`},
		"exclude what always returns": {nil, []string{"id,schemas"}, full},
		"attributes wins":             {[]string{"userName"}, []string{"userName"}, head + `,"userName":"ada"}`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			p := user.Projection(tc.attributes, tc.excluded)
			if got := string(user.AppendProjected(nil, obj, p)); got != tc.want {
				t.Errorf("attributes=%q excludedAttributes=%q:\n got %s\nwant %s", tc.attributes, tc.excluded, got, tc.want)
			}
		})
	}
}

func TestWants(t *testing.T) {
	group := schema.Core().ResourceType("Group")
	for name, tc := range map[string]struct {
		attributes, excluded string
		want                 bool
	}{
		"default": {"", "", true}, "Q12": {"", "members", false}, "id only": {"id", "", false},
		"asked for": {"displayName,members", "", true}, "part of it": {"members.value", "", true},
		"part of it excluded": {"", "members.display", true},
	} {
		p := group.Projection([]string{tc.attributes}, []string{tc.excluded})
		if got := group.Wants(p, "members"); got != tc.want {
			t.Errorf("%s: members wanted: got %v, want %v", name, got, tc.want)
		}
	}
	if group.Wants(nil, "password") {
		t.Error("a name that the type does not have is never wanted")
	}
}
