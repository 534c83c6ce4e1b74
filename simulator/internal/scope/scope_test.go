package scope_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// attributes is a source held in a map.
type attributes map[string][]string

func (a attributes) Attr(name string) ([]string, bool) {
	v, ok := a[name]
	return v, ok
}

func TestEvaluate(t *testing.T) {
	department := compile(t, "EQUALS", "department", "Sales")
	sales, other := attributes{"department": {"Sales"}}, attributes{"department": {"IT"}}
	entitled := scope.Subject{AccountEnabled: true, Assigned: true}
	for name, c := range map[string]struct {
		subject  scope.Subject
		settings scope.Settings
		source   attributes
		causes   []scope.Cause
		reason   scope.SkipReason
	}{
		"in scope":                     {entitled, scope.Settings{}, sales, nil, ""},
		"unassigned":                   {scope.Subject{AccountEnabled: true}, scope.Settings{}, sales, []scope.Cause{scope.Unassigned}, scope.NotEffectivelyEntitled},
		"unassigned, sync all":         {scope.Subject{AccountEnabled: true}, scope.Settings{SyncAll: true}, sales, nil, ""},
		"role forbids":                 {scope.Subject{AccountEnabled: true, Assigned: true, RoleForbids: true}, scope.Settings{}, sales, []scope.Cause{scope.Unassigned}, scope.NotEffectivelyEntitled},
		"filter fails":                 {entitled, scope.Settings{}, other, []scope.Cause{scope.FilteredOut}, scope.NotInScope},
		"filter fails, sync all":       {entitled, scope.Settings{SyncAll: true}, other, []scope.Cause{scope.FilteredOut}, scope.NotInScope},
		"disabled":                     {scope.Subject{Assigned: true}, scope.Settings{}, sales, []scope.Cause{scope.Disabled}, scope.NotEffectivelyEntitled},
		"soft-deleted":                 {scope.Subject{AccountEnabled: true, Assigned: true, SoftDeleted: true}, scope.Settings{}, sales, []scope.Cause{scope.SoftDeleted}, scope.NotEffectivelyEntitled},
		"disabled, sync all":           {scope.Subject{}, scope.Settings{SyncAll: true}, sales, []scope.Cause{scope.Disabled}, scope.NotEffectivelyEntitled},
		"everything":                   {scope.Subject{SoftDeleted: true}, scope.Settings{}, other, []scope.Cause{scope.Unassigned, scope.FilteredOut, scope.SoftDeleted, scope.Disabled}, scope.NotEffectivelyEntitled},
		"unassigned and filter fails":  {scope.Subject{AccountEnabled: true}, scope.Settings{}, other, []scope.Cause{scope.Unassigned, scope.FilteredOut}, scope.NotEffectivelyEntitled},
		"disabled and filter fails":    {scope.Subject{Assigned: true}, scope.Settings{}, other, []scope.Cause{scope.FilteredOut, scope.Disabled}, scope.NotEffectivelyEntitled},
		"disabled, deletions skipped":  {scope.Subject{Assigned: true}, scope.Settings{SkipOutOfScopeDeletions: true}, sales, []scope.Cause{scope.Disabled}, scope.NotEffectivelyEntitled},
		"filtered, deletions skipped":  {entitled, scope.Settings{SkipOutOfScopeDeletions: true}, other, []scope.Cause{scope.FilteredOut}, scope.NotInScope},
		"sync all, nobody is assigned": {scope.Subject{AccountEnabled: true, RoleForbids: true}, scope.Settings{SyncAll: true}, sales, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := scope.Evaluate(c.subject, c.settings, department, c.source)
			if !slices.Equal(d.Causes, c.causes) {
				t.Errorf("causes: got %v, want %v", d.Causes, c.causes)
			}
			if d.InScope != (c.causes == nil) || d.IsSoftDeleted() == d.InScope {
				t.Errorf("IsSoftDeleted is the opposite of in scope: got %t and %t", d.IsSoftDeleted(), d.InScope)
			}
			if got := d.SkipReason(); got != c.reason {
				t.Errorf("skip reason: got %q, want %q", got, c.reason)
			}
		})
	}
}

func TestSuppressedAndManagement(t *testing.T) {
	skip := scope.Settings{SkipOutOfScopeDeletions: true}
	for name, c := range map[string]struct {
		subject             scope.Subject
		suppressed, leaving bool
	}{
		"in scope":                {scope.Subject{AccountEnabled: true, Assigned: true}, false, false},
		"unassigned":              {scope.Subject{AccountEnabled: true}, true, true},
		"disabled":                {scope.Subject{Assigned: true}, false, false},
		"unassigned and disabled": {scope.Subject{}, false, true},
		"soft-deleted":            {scope.Subject{AccountEnabled: true, Assigned: true, SoftDeleted: true}, false, false},
	} {
		d := scope.Evaluate(c.subject, skip, nil, attributes{})
		if d.Suppressed(skip) != c.suppressed || d.Suppressed(scope.Settings{}) {
			t.Errorf("%s: suppressed %t, want %t, and never without the setting", name, d.Suppressed(skip), c.suppressed)
		}
		if d.LeavesManagement() != c.leaving {
			t.Errorf("%s: leaves management %t, want %t", name, d.LeavesManagement(), c.leaving)
		}
	}
}

func TestDetails(t *testing.T) {
	f := compile(t, "EQUALS", "department", "Sales", "IS NULL", "country", "")
	d := scope.Evaluate(scope.Subject{AccountEnabled: true}, scope.Settings{}, f, attributes{"department": {"Sales"}, "country": {"DE"}})
	const result = `{"F.department EQUALS 'Sales'":true,"F.country IS NULL":false}`
	want := []scope.Detail{
		{Name: "Active in the source system", Value: "True"},
		{Name: "Assigned to the application", Value: "False"},
		{Name: "User has the required role", Value: "False"},
		{Name: "Scoping filter evaluation passed", Value: "False"},
		{Name: "ScopeEvaluationResult", Value: result},
	}
	if got := d.Details(); !slices.Equal(got, want) {
		t.Errorf("details:\ngot  %v\nwant %v", got, want)
	}
	d = scope.Evaluate(scope.Subject{AccountEnabled: true}, scope.Settings{}, nil, attributes{})
	if got := d.ScopeEvaluationResult(); got != "{}" {
		t.Errorf("without a filter: got %s, want {}", got)
	}
	all := scope.Evaluate(scope.Subject{AccountEnabled: true}, scope.Settings{SyncAll: true}, nil, attributes{})
	if !slices.Contains(all.Details(), scope.Detail{Name: "Scope sync all", Value: "True"}) {
		t.Errorf("sync all is missing from %v", all.Details())
	}
}

// In scope means exactly: active, and assigned unless all are synchronised, and passing the filter (engine §3.2).
func TestInScopeProperty(t *testing.T) {
	f := compile(t, "EQUALS", "department", "Sales")
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) bool { return rapid.Bool().Draw(t, name) }
		s := scope.Subject{AccountEnabled: draw("enabled"), SoftDeleted: draw("deleted"), Assigned: draw("assigned"), RoleForbids: draw("forbids")}
		settings := scope.Settings{SyncAll: draw("all"), SkipOutOfScopeDeletions: draw("skip")}
		department := rapid.SampledFrom([]string{"Sales", "IT", ""}).Draw(t, "department")
		d := scope.Evaluate(s, settings, f, attributes{"department": {department}})
		want := s.AccountEnabled && !s.SoftDeleted && (settings.SyncAll || s.Assigned && !s.RoleForbids) && department == "Sales"
		if d.InScope != want || d.IsSoftDeleted() == want || (d.SkipReason() == "") != want {
			t.Fatalf("%+v with %+v in %s: in scope %t, IsSoftDeleted %t, reason %q; want in scope %t", s, settings, department, d.InScope, d.IsSoftDeleted(), d.SkipReason(), want)
		}
		if strings.Contains(d.ScopeEvaluationResult(), "true") != d.FilterPassed {
			t.Fatalf("the result of the clause and of the filter differ: %s", d.ScopeEvaluationResult())
		}
	})
}
