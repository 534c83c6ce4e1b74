package expr_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

func TestRoleFunctions(t *testing.T) {
	admin := expr.Role{ID: "3f2b8c1e-55aa-4a0e-9d55-7f0c1a2b3c4d", Value: "Admin", DisplayName: "Administrator"}
	source := expr.Attributes{"appRoleAssignments": {admin.Text(), "User"}}
	const user = `{"id":"","value":"User","displayName":"User"}`
	for _, c := range []struct {
		text   string
		values []string
		shape  expr.RoleShape
		roles  int
	}{
		{`SingleAppRoleAssignment([appRoleAssignments])`, []string{"Admin"}, expr.SingleRole, 1},
		{`AppRoleAssignments([appRoleAssignments])`, []string{"Admin", "User"}, expr.NoRoles, 0},
		{`AppRoleAssignmentsComplex([appRoleAssignments])`, []string{admin.Text(), user}, expr.ComplexRoles, 2},
		{`AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`, []string{admin.Text(), user}, expr.AssertiveRoles, 2},
	} {
		v := mustEvaluate(t, c.text, context(source))
		roles, shape := v.Roles()
		if got := v.Strings(); len(got) != len(c.values) || got[0] != c.values[0] || got[len(got)-1] != c.values[len(got)-1] {
			t.Errorf("%s: got %q, want %q", c.text, got, c.values)
		}
		if shape != c.shape || len(roles) != c.roles {
			t.Errorf("%s: got shape %d with %d roles, want %d with %d", c.text, shape, len(roles), c.shape, c.roles)
		}
		if empty := mustEvaluate(t, c.text, context(nil)); !empty.IsNull() {
			t.Errorf("%s without roles: got %s, want ∅", c.text, empty)
		}
	}
	if _, err := evaluate(t, `SingleAppRoleAssignment([appRoleAssignments])`, context(attrs("appRoleAssignments", "{broken"))); err == nil {
		t.Error("a broken assignment must be an error")
	}
}
