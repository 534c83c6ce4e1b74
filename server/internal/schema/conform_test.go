package schema_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// A stored resource outlives the schemas it was made with.
func TestConform(t *testing.T) {
	user := schema.Core().ResourceType("User")
	for name, tc := range map[string]struct{ in, want string }{
		"nothing amiss": {
			entHead + `,"id":"1","userName":"a","emails":[{"value":"x"}],"` + ent + `":{"department":"d"},"meta":{"version":"1"}}`,
			entHead + `,"id":"1","userName":"a","emails":[{"value":"x"}],"` + ent + `":{"department":"d"},"meta":{"version":"1"}}`,
		},
		"extension that is gone":        {`{"schemas":["` + scim.SchemaUser + `","urn:gone"],"userName":"a","urn:gone":{"x":"y"}}`, userHead + `,"userName":"a"}`},
		"attribute that is gone":        {userHead + `,"userName":"a","shoe":1}`, userHead + `,"userName":"a"}`},
		"attribute of another type":     {userHead + `,"userName":"a","title":5,"emails":"x","name":{"givenName":7}}`, userHead + `,"userName":"a"}`},
		"attribute of an extension":     {entHead + `,"userName":"a","` + ent + `":{"department":"d","shoe":1}}`, entHead + `,"userName":"a","` + ent + `":{"department":"d"}}`},
		"only attribute of it":          {entHead + `,"userName":"a","` + ent + `":{"shoe":1}}`, userHead + `,"userName":"a"}`},
		"extension that is no object":   {entHead + `,"userName":"a","` + ent + `":[1]}`, userHead + `,"userName":"a"}`},
		"write-only by now":             {userHead + `,"userName":"a","password":"p"}`, userHead + `,"userName":"a"}`},
		"qualified and dotted leftover": {userHead + `,"userName":"a","name.givenName":"x","` + ent + `:department":"d"}`, userHead + `,"userName":"a"}`},
	} {
		in := decode(t, tc.in)
		got := user.Conform(in)
		if !scim.Equal(got, decode(t, tc.want)) {
			t.Errorf("%s:\n got %s\nwant %s", name, scim.AppendJSON(nil, got), tc.want)
		}
		if !scim.Equal(in, decode(t, tc.in)) {
			t.Errorf("%s: Conform changed its input", name)
		}
	}
}

func TestUniqueAttribute(t *testing.T) {
	if a := schema.Core().ResourceType("User").UniqueAttribute(); a == nil || a.Name != "userName" {
		t.Errorf("users are unique by userName, got %v", a)
	}
	if a := schema.Core().ResourceType("Group").UniqueAttribute(); a != nil {
		t.Errorf("the RFC has no unique attribute of groups, got %s", a.Name)
	}
}
