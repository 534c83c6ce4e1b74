package engine_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// TestRoles: roles are compared by their values, in whatever form the target shows them; the plain function never takes one away
// (wire §7.10).
func TestRoles(t *testing.T) {
	const two = `roles={"id":"","value":"Boss","displayName":"Boss"},{"id":"","value":"Crew","displayName":"Crew"}`
	for name, tt := range map[string]struct {
		function string
		target   []string // what the target shows
		sent     string   // of the update; "" for none
	}{
		"plain, equal":                  {"AppRoleAssignmentsComplex", []string{"Crew", "Boss"}, ""},
		"plain, equal but for case":     {"AppRoleAssignmentsComplex", []string{"crew", "BOSS"}, ""},
		"plain, as JSON":                {"AppRoleAssignmentsComplex", []string{`{"value":"Crew"}`, `{"id":"1","value":"Boss"}`}, ""},
		"plain, one missing":            {"AppRoleAssignmentsComplex", []string{"Boss"}, two},
		"plain, one too many":           {"AppRoleAssignmentsComplex", []string{"Boss", "Crew", "Cook"}, ""},
		"assertive, equal":              {"AssertiveAppRoleAssignmentsComplex", []string{"Crew", "Boss"}, ""},
		"assertive, one twice":          {"AssertiveAppRoleAssignmentsComplex", []string{"Crew", "Boss", "crew"}, ""},
		"assertive, one too many":       {"AssertiveAppRoleAssignmentsComplex", []string{"Boss", "Crew", "Cook"}, two},
		"assertive, one missing":        {"AssertiveAppRoleAssignmentsComplex", []string{"Crew"}, two},
		"assertive, not shown":          {"AssertiveAppRoleAssignmentsComplex", nil, two},
		"assertive, something else too": {"AssertiveAppRoleAssignmentsComplex", []string{"Boss", "Cook"}, two},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.set.User.Attributes = append(w.set.User.Attributes, roleMapping(t, tt.function))
			ada := w.stranger("ada")
			w.must(w.dir.Assign(ada, "Boss", "Crew"))
			w.cycle()
			w.target["Users"]["t-ada"].attrs["roles"] = tt.target
			if tt.target == nil {
				delete(w.target["Users"]["t-ada"].attrs, "roles")
			}
			w.must(w.dir.SetAttr(ada, "department", "Yard")) // a reason to look at her, and an attribute of its own
			w.cycle()
			op, more := "Replace", ""
			if tt.target == nil {
				op = "Add"
			}
			if tt.sent != "" {
				more = " " + op + " " + tt.sent
			}
			w.want("requests", w.sent, []string{"read Users t-ada", "update Users t-ada Add department=Yard" + more})
			if n := len(w.logs[0].Modified); tt.sent != "" && w.logs[0].Modified[n-1].NewValue != "Boss;Crew" {
				t.Errorf("log: got %+v, want the roles by their names", w.logs[0].Modified)
			}
		})
	}
}

func roleMapping(t *testing.T, function string) *mapping.AttributeMapping {
	t.Helper()
	e, err := expr.Parse(function + "([appRoleAssignments])")
	if err != nil {
		t.Fatal(err)
	}
	return &mapping.AttributeMapping{
		Definition: &syncschema.AttributeMapping{}, Path: mapping.MustParseTargetPath("roles"), Kind: mapping.Expression,
		Expr: e, Type: mapping.String, Multi: true,
	}
}
