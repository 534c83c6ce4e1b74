package attribute_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

func names(list []attribute.Attribute) []string {
	var all []string
	for _, a := range list {
		all = append(all, a.Name())
	}
	return all
}

// TestDefault: 36 attributes are changed in one verbose request, as in the public runs; userName and manager are the two
// others.
func TestDefault(t *testing.T) {
	l := attribute.Default()
	if got := len(l.User); got != 38 {
		t.Errorf("user attributes: got %d, want 38", got)
	}
	if _, ok := l.Manager(); !ok {
		t.Error("there is no manager")
	}
	if _, ok := attribute.Find(l.User, "externalId"); ok {
		t.Error("externalId is among the default attributes of users")
	}
	if got := names(l.Group); !slices.Equal(got, []string{"displayName", "externalId", "members"}) {
		t.Errorf("group attributes: got %v", got)
	}
}

const list = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[
 {"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[
  {"name":"id","type":"string","description":"x"},
  {"name":"userName","type":"string","required":true,"description":"x"},
  {"name":"profileUrl","type":"reference","description":"x"},
  {"name":"password","type":"string","mutability":"writeOnly","description":"x"},
  {"name":"active","type":"boolean"},
  {"name":"name","type":"complex","description":"x","subAttributes":[{"name":"givenName","type":"string"}]},
  {"name":"emails","type":"complex","multiValued":true,"description":"x","subAttributes":[{"name":"value","type":"string"},{"name":"display","type":"string"},{"name":"type","type":"string","canonicalValues":["work","home"]},{"name":"primary","type":"boolean"}]},
  {"name":"roles","type":"complex","multiValued":true,"description":"x","subAttributes":[{"name":"value","type":"string"},{"name":"display","type":"string"},{"name":"type","type":"string"},{"name":"primary","type":"boolean"}]}
 ]},
 {"id":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","attributes":[
  {"name":"manager","type":"complex","description":"x","subAttributes":[{"name":"value","type":"string"}]},
  {"name":"pin","type":"string","returned":"never","description":"x"}]},
 {"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"displayName","type":"string","description":"x"},{"name":"members","type":"complex","multiValued":true,"description":"x"}]},
 {"id":"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig","attributes":[{"name":"patch","type":"complex"}]}
]}`

func decode(t testing.TB, text string) any {
	t.Helper()
	v, err := resource.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDiscovered(t *testing.T) {
	l, err := attribute.Discovered(decode(t, list))
	if err != nil {
		t.Fatal(err)
	}
	enterprise := "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"
	want := []string{
		"userName", "profileUrl", "active", "name.givenName", `emails[type eq "work"].value`, `emails[type eq "home"].value`,
		"roles[primary eq true].value", "roles[primary eq true].display", enterprise + "manager", enterprise + "pin",
	}
	if got := names(l.User); !slices.Equal(got, want) {
		t.Errorf("user attributes:\n got %q\nwant %q", got, want)
	}
	if got := names(l.Group); !slices.Equal(got, []string{"displayName", "members"}) {
		t.Errorf("group attributes: got %q", got)
	}
	pin, _ := attribute.Find(l.User, enterprise+"pin")
	active, _ := attribute.Find(l.User, "active")
	if !pin.Never || active.Type != mapping.Boolean {
		t.Errorf("characteristics: got %+v and %+v", pin, active)
	}
	if !slices.ContainsFunc(l.Warnings, func(w string) bool { return strings.Contains(w, "active") && strings.Contains(w, "description") }) ||
		!slices.ContainsFunc(l.Warnings, func(w string) bool { return strings.Contains(w, "lists id") }) {
		t.Errorf("warnings: got %q, want one about the description of active and one about id", l.Warnings)
	}
}

func TestDiscoveredRefuses(t *testing.T) {
	for _, text := range []string{
		"[]", "{}", `{"Resources":[]}`, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[]}`,
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":["x"]}`,
	} {
		if l, err := attribute.Discovered(decode(t, text)); err == nil {
			t.Errorf("%s: got %v, want an error", text, l)
		}
	}
}

// TestDiscoverable: the gallery's rules.
func TestDiscoverable(t *testing.T) {
	n := attribute.Discoverable(decode(t, list))
	for name, want := range map[string]bool{
		"userName": true, "USERNAME": true, "name.givenName": true, `emails[type eq "work"].display`: true, `emails[type eq "work"].primary`: false,
		`roles[primary eq "True"].type`: true, "roles[primary eq true].type": true, "profileUrl": false, "externalId": false,
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager": true,
	} {
		if got := attribute.Has(n.User, attribute.Attribute{Path: mapping.MustParseTargetPath(name)}); got != want {
			t.Errorf("%s can be discovered: got %v, want %v", name, got, want)
		}
	}
	if !n.GroupSchema || n.Schemas != 4 || !slices.Equal(n.References, []string{"profileUrl"}) {
		t.Errorf("got %+v, want a group schema among 4, and profileUrl passed over", n)
	}
}

// TestUploaded: the mapped attributes, in the order of the mapping; with the target's definition, all of it.
func TestUploaded(t *testing.T) {
	set, err := mapping.Load(mapping.Default)
	if err != nil {
		t.Fatal(err)
	}
	up := attribute.Uploaded(set)
	if got := len(up.User); got != len(set.User.Attributes) || up.User[0].Name() != "userName" || !up.User[0].Matching {
		t.Errorf("uploaded: got %d attributes beginning with %+v", got, up.User[0])
	}
	all := attribute.Target(set)
	if len(all.User) <= len(up.User) || all.Origin != attribute.FromJob {
		t.Errorf("target: got %d attributes of %s, want more than the %d mapped ones", len(all.User), all.Origin, len(up.User))
	}
	nick, _ := attribute.Find(all.User, "nickName")
	title, _ := attribute.Find(all.User, "title")
	if nick.Mapped || !title.Mapped {
		t.Errorf("mapped: got nickName %v and title %v, want title only", nick.Mapped, title.Mapped)
	}
}

func TestSchemas(t *testing.T) {
	got := attribute.Schemas(resource.URNUser, attribute.Default().User)
	if want := []any{resource.URNUser, resource.URNEnterprise}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// FuzzDiscovered: no document crashes the readers of /Schemas, and every path that comes out can be read back.
func FuzzDiscovered(f *testing.F) {
	f.Add([]byte(list))
	f.Add([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[null,{"name":"a b","type":"complex","multiValued":true,"subAttributes":[{"name":"type","canonicalValues":["\""]}]}]}]}`))
	f.Add([]byte(strings.ReplaceAll(list, `"name":"active"`, `"name":"a [b"`)))
	f.Add([]byte(strings.ReplaceAll(list, "enterprise:2.0:User", "enter prise::User")))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := resource.Decode(data)
		if err != nil {
			return
		}
		attribute.Discoverable(v)
		l, err := attribute.Discovered(v)
		if err != nil {
			return
		}
		for _, a := range l.User {
			if back, err := mapping.ParseTargetPath(a.Name()); err != nil || back != a.Path {
				t.Errorf("path %q: %v", a.Name(), err)
			}
		}
	})
}
