package mapping_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// one evaluates a single mapping, given as the members beside its target, for a source.
func one(t *testing.T, target, members string, source expr.Attributes) (mapping.Desired, error) {
	t.Helper()
	text := document("", userNameRow, fmt.Sprintf(`{"targetAttributeName":%q,%s}`, target, members))
	set, err := mapping.Parse([]byte(text), "test.json")
	if err != nil {
		t.Fatal(err)
	}
	all, err := set.User.Evaluate(contextOf(source, false))
	if err != nil {
		return mapping.Desired{}, err
	}
	return all[len(all)-1], nil
}

func TestCreateAndUpdateValues(t *testing.T) {
	title := expr.Attributes{"jobTitle": {"Chief"}}
	direct := `"source":{"expression":"[jobTitle]"}`
	for name, c := range map[string]struct {
		target, members string
		source          expr.Attributes
		current         []string
		create, update  []string // nil: nothing is exported
	}{
		"changed":                           {"title", direct, title, []string{"Boss"}, []string{"Chief"}, []string{"Chief"}},
		"equal":                             {"title", direct, title, []string{"Chief"}, []string{"Chief"}, nil},
		"only letter case differs":          {"title", direct, title, []string{"CHIEF"}, []string{"Chief"}, nil},
		"null is not exported":              {"title", direct, nil, []string{"Chief"}, nil, nil},
		"empty attribute is not exported":   {"title", direct, expr.Attributes{"jobTitle": {""}}, []string{"Chief"}, nil, nil},
		"empty expression is exported":      {"title", `"source":{"expression":"Left([jobTitle], 3)"}`, nil, []string{"Chief"}, []string{""}, []string{""}},
		"default on create only":            {"title", `"defaultValue":"None",` + direct, nil, nil, []string{"None"}, nil},
		"default not when there is a value": {"title", `"defaultValue":"None",` + direct, title, nil, []string{"Chief"}, []string{"Chief"}},
		"no source, target empty":           {"title", `"defaultValue":"None","source":null`, title, nil, []string{"None"}, []string{"None"}},
		"no source, target has a value":     {"title", `"defaultValue":"None","source":null`, title, []string{"x"}, []string{"None"}, nil},
		"no source, no default":             {"title", `"source":null`, title, nil, nil, nil},
		"constant":                          {"title", `"source":{"expression":"\"Boss\"","name":"Boss","type":"Constant"}`, nil, nil, []string{"Boss"}, []string{"Boss"}},
		"creation only":                     {"title", `"flowType":"ObjectAddOnly",` + direct, title, []string{"x"}, []string{"Chief"}, nil},
		"only without value, has one":       {"title", `"flowType":"AttributeAddOnly",` + direct, title, []string{"x"}, []string{"Chief"}, nil},
		"only without value, has none":      {"title", `"flowType":"AttributeAddOnly",` + direct, title, nil, []string{"Chief"}, []string{"Chief"}},
		"additions only, single-valued":     {"title", `"flowType":"ValueAddOnly",` + direct, title, []string{"x"}, []string{"Chief"}, nil},
		"flow always":                       {"title", `"flowBehavior":"FlowAlways",` + direct, title, []string{"Chief"}, []string{"Chief"}, []string{"Chief"}},
		"ignored":                           {"title", `"defaultValue":"None","source":{"expression":"IgnoreFlowIfNullOrEmpty([jobTitle])"}`, nil, nil, nil, nil},
		"reference":                         {enterprise + ":manager", `"source":{"expression":"[manager]"}`, expr.Attributes{"manager": {"m"}}, nil, nil, nil},
		"badly named extension":             {"urn:acme:User:berth", direct, title, nil, nil, []string{"Chief"}},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := one(t, c.target, c.members, c.source)
			if err != nil {
				t.Fatal(err)
			}
			create, okCreate := d.CreateValues()
			if okCreate != (c.create != nil) || okCreate && !slices.Equal(create, c.create) {
				t.Errorf("create: got %q %t, want %q", create, okCreate, c.create)
			}
			update, okUpdate := d.UpdateValues(c.current)
			if okUpdate != (c.update != nil) || okUpdate && !slices.Equal(update, c.update) {
				t.Errorf("update of %q: got %q %t, want %q", c.current, update, okUpdate, c.update)
			}
		})
	}
}

func TestRoleShapes(t *testing.T) {
	source := expr.Attributes{"appRoleAssignments": {"Editor", "Viewer"}}
	for _, c := range []struct {
		target, expression string
		typ                mapping.ValueType
		values, roles      int
	}{
		{`roles[primary eq "True"].value`, "SingleAppRoleAssignment", mapping.String, 1, 1},
		{"roles", "AppRoleAssignmentsComplex", mapping.AppRoles, 2, 2},
		{"roles", "AssertiveAppRoleAssignmentsComplex", mapping.AssertiveAppRoles, 2, 2},
	} {
		d, err := one(t, c.target, fmt.Sprintf(`"source":{"expression":"%s([appRoleAssignments])"}`, c.expression), source)
		if err != nil {
			t.Fatal(err)
		}
		if d.Type != c.typ || len(d.Values) != c.values || len(d.Roles) != c.roles {
			t.Errorf("%s: got type %s, values %q, %d roles; want %s, %d values, %d roles", c.expression, d.Type, d.Values, len(d.Roles), c.typ, c.values, c.roles)
		}
	}
}

func TestRedactedValueInLog(t *testing.T) {
	d, err := one(t, "title", `"source":{"expression":"Redact([jobTitle])"}`, expr.Attributes{"jobTitle": {"Chief"}})
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := d.CreateValues(); len(v) != 1 || v[0] != "Chief" || d.LogValue() != expr.Redacted {
		t.Errorf("got request %q and log %q, want Chief and %s", v, d.LogValue(), expr.Redacted)
	}
}

func TestEvaluationErrors(t *testing.T) {
	_, err := one(t, "title", `"source":{"expression":"Split([jobTitle], \",\")"}`, expr.Attributes{"jobTitle": {"a,b"}})
	var failed *mapping.EvaluationError
	if !errors.As(err, &failed) || failed.Code != mapping.CodeSingleValue || failed.Target.String() != "title" || failed.Object != "Users" {
		t.Errorf("several values for one: got %v, want %s for title", err, mapping.CodeSingleValue)
	}
	_, err = one(t, "title", `"source":{"expression":"CDate([jobTitle])"}`, expr.Attributes{"jobTitle": {"soon"}})
	var eval *expr.EvalError
	if !errors.As(err, &eval) || eval.Function != "CDate" {
		t.Errorf("bad date: got %v, want the error of CDate", err)
	}
}

func TestMatching(t *testing.T) {
	m := load(t, "testdata/scoped.json").User
	var order []string
	for _, a := range m.Matching() {
		order = append(order, a.Path.String())
	}
	if !slices.Equal(order, []string{"userName", "externalId"}) {
		t.Errorf("matching attributes by precedence: got %v", order)
	}
	ctx := contextOf(expr.Attributes{"objectId": {"o1"}}, false)
	if v, ok, err := m.Matching()[0].MatchValue(ctx); ok || err != nil {
		t.Errorf("an attribute without value is passed over: got %q (%v)", v, err)
	}
	if v, ok, err := m.Matching()[1].MatchValue(ctx); !ok || v != "o1" || err != nil {
		t.Errorf("the next one is used: got %q %t (%v)", v, ok, err)
	}
	if !m.ReadsSoftDeleted() || m.UsesAppRoles() || m.Scope.Empty() {
		t.Error("the example reads IsSoftDeleted, uses no roles and has a scoping filter")
	}
	if !m.FlowTypes.Has(syncschema.AllFlowTypes) || !m.Enabled {
		t.Errorf("the example allows Add, Update and Delete: got %s", m.FlowTypes)
	}
}
