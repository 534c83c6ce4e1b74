package simulator_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator"
)

// TestExplainWords: what an administrator may wonder about, attribute by attribute and clause by clause.
func TestExplainWords(t *testing.T) {
	path := mappingFile(t, func(users map[string]any) {
		mapped(users, "title", map[string]any{"source": from("[jobTitle]"), "defaultValue": "None"})
		mapped(users, "nickName", map[string]any{"source": from("[mailNickname]"), "flowType": "ObjectAddOnly"})
		mapped(users, "userType", map[string]any{"source": map[string]any{"expression": `"Employee"`, "name": "Employee", "type": "Constant"}})
		mapped(users, "locale", map[string]any{"defaultValue": "en-GB"})
		mapped(users, "timezone", map[string]any{"source": from("IgnoreFlowIfNullOrEmpty([usageLocation])")})
		mapped(users, "preferredLanguage", map[string]any{"source": from("Redact([displayName])")})
		mapped(users, "profileUrl", map[string]any{"source": from(`Mid([displayName], "x", 1)`)})
		users["scope"] = map[string]any{"categoryFilterGroups": []any{}, "inputFilterGroups": []any{}, "groups": []any{
			map[string]any{"name": "Yard", "clauses": []any{
				map[string]any{"operatorName": "EQUALS", "sourceOperandName": "department", "targetOperand": map[string]any{"values": []any{"Yard"}}},
				map[string]any{"operatorName": "IS NOT NULL", "sourceOperandName": "displayName", "targetOperand": map[string]any{"values": []any{}}},
			}},
		}}
	})
	dir, ids := people(t, 1)
	w := newWorld(t, dir, func(c *simulator.Config) { c.Mapping = path })
	x := w.explain(ids[0])
	want := []simulator.ClauseExplanation{
		{Group: "Yard", Text: `department EQUALS "Yard"`, Actual: "", Passed: false},
		{Group: "Yard", Text: "displayName IS NOT NULL", Actual: "User 0", Passed: true},
	}
	if x.Scope.InScope || !slices.Equal(x.Scope.Clauses, want) || !slices.Contains(x.Scope.Reasons, "no group of the scoping filter holds") {
		t.Errorf("scope: got %+v, want the clauses %+v", x.Scope, want)
	}
	for target, tt := range map[string]struct{ value, why string }{
		"title":             {"∅", `nothing is sent for that; what the target has stays; a create sends the default "None"`},
		"nickName":          {`"u0"`, "applies only when the object is created"},
		"userType":          {`"Employee"`, "a constant"},
		"locale":            {"∅", `has no source: what the target has is left alone; a create sends the default "en-GB"`},
		"timezone":          {"∅", "leaves the attribute out"},
		"preferredLanguage": {"[Redact]", "the expression gives it"},
		"profileUrl":        {"∅", "the whole object fails"},
		"userName":          {`"u0@x.example"`, "copied from the source"},
	} {
		a := attributeOf(t, x, target)
		if a.Value != tt.value || !strings.Contains(a.Why, tt.why) || (a.Error != "") != (target == "profileUrl") {
			t.Errorf("%s: got %+v, want %s because %q", target, a, tt.value, tt.why)
		}
	}
	w.must(dir.SetAttr(ids[0], "department", "Yard"))
	if x := w.explain(ids[0]); !x.Scope.InScope || len(x.Writes) != 0 || x.Outcome[0].StatusInfo.Status != "failure" {
		t.Errorf("in scope, but an expression fails: got %+v", x)
	}
}

// TestOnDemandImport: without a matching value the import fails, and several accounts are all shown.
func TestOnDemandImport(t *testing.T) {
	path := mappingFile(t, func(users map[string]any) {
		for _, m := range users["attributeMappings"].([]any) {
			m.(map[string]any)["matchingPriority"] = 0
		}
		mapped(users, "externalId", map[string]any{"source": from("[employeeId]"), "matchingPriority": 1})
	})
	dir, ids := people(t, 1)
	w := newWorld(t, dir, func(c *simulator.Config) { c.Mapping = path })
	r := w.onDemand(ids[0])
	if r.Result != simulator.OnDemandFailure || r.Status.Error.Code != "ImportSkipped" || len(sent(r)) != 0 {
		t.Errorf("no matching value: got %s, %+v", brief(r), r.Status.Error)
	}
	w.must(dir.SetAttr(ids[0], "employeeId", "7"))
	for _, name := range []string{"a@x.example", "b@x.example"} {
		w.target.Add("Users", map[string]string{"userName": name, "externalId": "7"})
	}
	r = w.onDemand(ids[0])
	found := 0
	for _, s := range r.Steps {
		if s.Phase == simulator.PhaseMatch && s.Status == "success" {
			found++
		}
	}
	if r.Result != simulator.OnDemandFailure || r.Status.Error.Code != "DuplicateTargetEntries" || found != 2 {
		t.Errorf("two accounts: got %s with %d shown, %+v", brief(r), found, r.Status.Error)
	}
}
