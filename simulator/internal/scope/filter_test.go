package scope_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// definition knows the attributes of the tests.
func definition(name string) (typ string, multi, ok bool) {
	switch name {
	case "department", "country", "type", "mail", "employeeId":
		return "String", false, true
	case "employeeNumber":
		return "Integer", false, true
	case "accountEnabled":
		return "Boolean", false, true
	case "employeeHireDate":
		return "DateTime", false, true
	case "otherMails":
		return "String", true, true
	case "manager", "appRoleAssignments", "members":
		return "Reference", false, true
	case "userType":
		return "String", false, true
	}
	return "", false, false
}

// clauses makes clauses from operator, attribute and value in turn; an empty value is no value.
func clauses(triples ...string) []syncschema.FilterClause {
	var all []syncschema.FilterClause
	for i := 0; i < len(triples); i += 3 {
		operand := &syncschema.FilterOperand{Values: []string{}}
		if triples[i+2] != "" {
			operand.Values = []string{triples[i+2]}
		}
		all = append(all, syncschema.FilterClause{OperatorName: triples[i], SourceOperandName: triples[i+1], TargetOperand: operand})
	}
	return all
}

func groupsOf(name string, triples ...string) []syncschema.FilterGroup {
	return []syncschema.FilterGroup{{Name: name, Clauses: clauses(triples...)}}
}

// compile makes a filter of one group "F".
func compile(t *testing.T, triples ...string) *scope.Filter {
	t.Helper()
	f, problems := scope.Compile(&syncschema.Filter{Groups: groupsOf("F", triples...)}, definition)
	for _, p := range problems {
		if !p.Warning {
			t.Fatalf("compile %v: %+v", triples, p)
		}
	}
	return f
}

func passes(f *scope.Filter, source attributes) bool {
	return scope.Evaluate(scope.Subject{AccountEnabled: true, Assigned: true}, scope.Settings{}, f, source).FilterPassed
}

func TestClauses(t *testing.T) {
	for _, c := range []struct {
		attribute string
		value     []string // of the object; nil is null
		operator  string
		operand   string
		want      bool
	}{
		// The vectors of engine §3.4.
		{"department", []string{"Sales"}, "EQUALS", "Sales", true},
		{"department", []string{"sales"}, "EQUALS", "Sales", false},
		{"department", nil, "NOT EQUALS", "Sales", false},
		{"department", []string{""}, "IS NULL", "", true},
		{"department", nil, "NOT REGEX MATCH", "^S", false},
		{"department", []string{"Presales"}, "Includes", "sales", true},
		{"department", []string{"Presales"}, "Includes", "Sales", false},
		{"employeeNumber", []string{"7"}, "Greater_Than", "7", false},
		{"employeeNumber", []string{"7"}, "Greater_Than_OR_EQUALS", "7", true},
		{"mail", []string{"a@domain.com"}, "REGEX MATCH", `.*\@domain.com`, true},
		// The remaining operators and the null rule.
		{"department", []string{"IT"}, "NOT EQUALS", "Sales", true},
		{"department", []string{"Sales"}, "NOT EQUALS", "Sales", false},
		{"department", nil, "IS NULL", "", true},
		{"department", []string{"x"}, "IS NULL", "", false},
		{"department", []string{"x"}, "IS NOT NULL", "", true},
		{"department", nil, "IS NOT NULL", "", false},
		{"accountEnabled", []string{"True"}, "IS TRUE", "", true},
		{"accountEnabled", []string{"False"}, "IS TRUE", "", false},
		{"accountEnabled", []string{"False"}, "IS FALSE", "", true},
		{"accountEnabled", nil, "IS FALSE", "", false},
		{"employeeNumber", []string{"42"}, "REGEX MATCH", "([1-9][0-9])", true},
		{"employeeNumber", []string{"1423"}, "REGEX MATCH", "([1-9][0-9])", true}, // not anchored
		{"employeeNumber", []string{"1423"}, "REGEX MATCH", "^([1-9][0-9])$", false},
		{"department", []string{"sales"}, "REGEX MATCH", "^S", false},
		{"department", []string{"IT"}, "NOT REGEX MATCH", "^S", true},
		{"department", []string{"Sales"}, "NOT REGEX MATCH", "^S", false},
		{"employeeNumber", []string{"8"}, "Greater_Than", "7", true},
		{"employeeNumber", []string{"10"}, "Greater_Than", "9", true}, // as numbers, not as texts
		{"employeeNumber", []string{"x"}, "Greater_Than", "7", false},
		{"employeeNumber", []string{"-8"}, "Greater_Than_OR_EQUALS", "0", false},
		{"employeeNumber", []string{"8"}, "Greater_Than", "many", false},
		{"mail", []string{"a@contoso.com"}, "ENDS_WITH", "@contoso.com", true},
		{"mail", []string{"a@contoso.com"}, "ENDS_WITH", "@Contoso.com", false},
		{"mail", nil, "Includes", "a", false},
		{"otherMails", []string{"a", "b"}, "EQUALS", "a", false},
		{"otherMails", []string{"a"}, "EQUALS", "a", true},
		// The spelling of operators is not published.
		{"department", []string{"Sales"}, "equals", "Sales", true},
		{"department", []string{"x"}, "IsNotNull", "", true},
		{"employeeNumber", []string{"8"}, "GREATER THAN OR EQUALS", "8", true},
	} {
		source := attributes{}
		if c.value != nil {
			source[c.attribute] = c.value
		}
		if got := passes(compile(t, c.operator, c.attribute, c.operand), source); got != c.want {
			t.Errorf("%s = %q, %s %q: got %t, want %t", c.attribute, c.value, c.operator, c.operand, got, c.want)
		}
	}
}

func TestGroups(t *testing.T) {
	f, problems := scope.Compile(&syncschema.Filter{Groups: append(
		groupsOf("A", "EQUALS", "department", "Sales", "EQUALS", "country", "DE"),
		groupsOf("B", "EQUALS", "type", "Contractor")...,
	)}, definition)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		source attributes
		want   bool
	}{
		{attributes{"department": {"Sales"}, "country": {"FR"}, "type": {"Contractor"}}, true},
		{attributes{"department": {"Sales"}, "country": {"DE"}}, true},
		{attributes{"department": {"Sales"}, "country": {"FR"}}, false},
		{attributes{}, false},
	} {
		if got := passes(f, c.source); got != c.want {
			t.Errorf("%v: got %t, want %t", c.source, got, c.want)
		}
	}
	if got := strings.Join(f.Attributes(), " "); got != "department country type" {
		t.Errorf("attributes: got %s", got)
	}
	var none *scope.Filter
	if !passes(none, nil) || !none.Empty() || f.Empty() {
		t.Error("no filter lets everything pass")
	}
}

// Objects that fail an input or category group are left alone, not deprovisioned (engine §3.3).
func TestInputAndCategoryGroups(t *testing.T) {
	for name, def := range map[string]*syncschema.Filter{
		"input":    {InputFilterGroups: groupsOf("I", "EQUALS", "type", "Contractor")},
		"category": {CategoryFilterGroups: groupsOf("C", "EQUALS", "type", "Contractor")},
	} {
		f, problems := scope.Compile(def, definition)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		subject := scope.Subject{AccountEnabled: true, Assigned: true}
		d := scope.Evaluate(subject, scope.Settings{}, f, attributes{"type": {"Employee"}})
		if d.Handled || !d.InScope || d.SkipReason() != scope.NotHandledByObjectMapping {
			t.Errorf("%s: handled %t, in scope %t, reason %q; want not handled, and not out of scope", name, d.Handled, d.InScope, d.SkipReason())
		}
		if d = scope.Evaluate(subject, scope.Settings{}, f, attributes{"type": {"Contractor"}}); !d.Handled {
			t.Errorf("%s: an object that passes is handled", name)
		}
	}
}

func TestCompileProblems(t *testing.T) {
	for name, c := range map[string]struct {
		operator, attribute, value string
		warning                    bool
		want                       string
	}{
		"ampersand":           {"&", "department", "x", false, "the operator & is not supported"},
		"not ampersand":       {"!&", "department", "x", false, "the operator !& is not supported"},
		"IsMemberOf":          {"IsMemberOf", "department", "x", false, "assign the group to the application instead"},
		"unknown operator":    {"LIKE", "department", "x", false, `unknown operator "LIKE"`},
		"unknown attribute":   {"EQUALS", "dept", "x", false, `the source has no attribute "dept"`},
		"manager":             {"EQUALS", "manager", "x", false, "reference attributes"},
		"members":             {"EQUALS", "members", "x", false, "group membership"},
		"appRoleAssignments":  {"EQUALS", "appRoleAssignments", "x", false, "appRoleAssignments"},
		"userType":            {"EQUALS", "userType", "x", false, "userType"},
		"date":                {"EQUALS", "employeeHireDate", "x", false, "date attributes"},
		"multi-valued":        {"EQUALS", "otherMails", "x", true, "multi-valued"},
		"wrong type":          {"EQUALS", "accountEnabled", "True", true, "meant for attributes of type String or Integer"},
		"no value":            {"EQUALS", "department", "", false, "needs one value and has 0"},
		"value for unary":     {"IS NULL", "department", "x", true, "takes no value"},
		"not an integer":      {"Greater_Than", "employeeNumber", "x", true, "invalid scoping rule"},
		"regular expression":  {"REGEX MATCH", "department", "(?=x)", false, "look-ahead"},
		"broken expression":   {"REGEX MATCH", "department", "(", false, "missing closing )"},
		"lower-case operator": {"is member of", "department", "", false, "IsMemberOf"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := scope.Compile(&syncschema.Filter{Groups: groupsOf("F", c.operator, c.attribute, c.value)}, definition)
			if len(problems) != 1 || problems[0].Warning != c.warning || !strings.Contains(problems[0].Message+problems[0].Hint, c.want) {
				t.Fatalf("got %+v, want one problem about %q", problems, c.want)
			}
			if problems[0].Pointer != "/groups/0/clauses/0" || !strings.Contains(problems[0].Where, `"F"`) {
				t.Errorf("place: got %s, %s", problems[0].Pointer, problems[0].Where)
			}
		})
	}
}
