package portal_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/portal"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

func open(t *testing.T) (*portal.Schema, portal.Object) {
	t.Helper()
	s, err := portal.Open("default")
	if err != nil {
		t.Fatal(err)
	}
	users, err := s.Object("user")
	if err != nil {
		t.Fatal(err)
	}
	return s, users
}

func compiled(t *testing.T, s *portal.Schema) *mapping.Set {
	t.Helper()
	text, err := s.Text()
	if err != nil {
		t.Fatal(err)
	}
	set, err := mapping.Parse(text, "edited")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func target(t *testing.T, name string) mapping.TargetPath {
	t.Helper()
	p, err := mapping.ParseTargetPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestEdits: what is changed in the portal is what the compiled mapping has.
func TestEdits(t *testing.T) {
	s, users := open(t)
	text := "Unassigned"
	for _, a := range []portal.Attribute{
		{Target: "externalId", Source: "[objectId]", Precedence: 2, CaseExact: true},
		{Target: "title", Source: "[jobTitle]", Default: &text},
		{Target: "nickName", Source: `ToUpper([mailNickname], )`, OnCreate: true},
		{Target: "locale", Default: &text},
		{Target: "urn:ietf:params:scim:schemas:extension:fabrikam:2.0:User:floor", Source: "[extensionAttribute1]", Type: "integer"},
	} {
		if err := users.Map(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := users.Unmap("Active"); err != nil {
		t.Fatal(err)
	}
	if err := users.Actions("Create", "update"); err != nil {
		t.Fatal(err)
	}
	users.AddClause("Quay", "department", "EQUALS", "Quay 4")
	users.AddClause("Quay", "country", "IS NOT NULL")
	users.AddClause("Office", "department", "EQUALS", "Office")
	groups, err := s.Object("Group")
	if err != nil {
		t.Fatal(err)
	}
	groups.Enable(false)

	set := compiled(t, s)
	if set.User.ReadsSoftDeleted() || set.User.FlowTypes != syncschema.Add|syncschema.Update || set.Group.Enabled {
		t.Errorf("got softDeleted %v, actions %v, groups %v; want false, Add,Update, false",
			set.User.ReadsSoftDeleted(), set.User.FlowTypes, set.Group.Enabled)
	}
	if m := set.User.Matching(); len(m) != 2 || m[1].Path.String() != "externalId" || !m[1].CaseExact {
		t.Errorf("matching attributes: got %v, want userName and externalId, the second by exact case", m)
	}
	for name, want := range map[string]mapping.Kind{"locale": mapping.None, "nickName": mapping.Expression, "title": mapping.Direct} {
		if a, ok := set.User.Attribute(target(t, name)); !ok || a.Kind != want {
			t.Errorf("%s: got %+v, want kind %s", name, a, want)
		}
	}
	if a, _ := set.User.Attribute(target(t, "urn:ietf:params:scim:schemas:extension:fabrikam:2.0:User:floor")); a.Type != mapping.Integer {
		t.Errorf("type of the custom attribute: got %s, want Integer", a.Type)
	}
	if got := set.User.Scope.Attributes(); len(got) != 3 {
		t.Errorf("clauses: got %v, want three", got)
	}
	users.ClearFilters()
	if set := compiled(t, s); !set.User.Scope.Empty() {
		t.Error("after ClearFilters: there is a filter still")
	}
}

func TestRefused(t *testing.T) {
	_, users := open(t)
	tests := map[string]struct {
		err  error
		want string
	}{
		"expression":    {users.Map(portal.Attribute{Target: "title", Source: "Join("}), "map title"},
		"type":          {users.Map(portal.Attribute{Target: "title", Source: "[jobTitle]", Type: "Float"}), "String, Integer"},
		"nothing there": {users.Unmap("costBand"), "nothing is mapped to costBand"},
		"action":        {users.Actions("create", "purge"), `no target object action "purge"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.err == nil || !strings.Contains(test.err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", test.err, test.want)
			}
		})
	}
	if _, err := portal.Open("none"); err == nil {
		t.Error("a mapping that does not exist: no error")
	}
	for _, text := range []string{"{", `{"synchronizationRules":[]}`, `{"synchronizationRules":[null]}`} {
		if _, err := portal.Parse([]byte(text)); err == nil {
			t.Errorf("parse %s: no error", text)
		}
	}
}
