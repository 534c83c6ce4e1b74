package simulator

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// ScopeExplanation says whether an object is in scope, and why.
type ScopeExplanation struct {
	InScope bool `json:"inScope"`
	// Reasons are in plain words, those that speak against it first.
	Reasons []string `json:"reasons"`
	// Access lists the ways in which the object is assigned.
	Access []string `json:"access"`
	// Clauses are those of the scoping filter, each with its outcome.
	Clauses       []ClauseExplanation `json:"clauses"`
	IsSoftDeleted bool                `json:"isSoftDeleted"` // the computed source attribute
}

// ClauseExplanation is a clause of a scoping filter and what came of it.
type ClauseExplanation struct {
	Group  string `json:"group"` // title of the filter group; clauses of one group must all hold, one group is enough
	Text   string `json:"clause"`
	Actual string `json:"actual"` // the attribute's value
	Passed bool   `json:"passed"`
}

// against puts a cause into words.
var against = map[scope.Cause]string{
	scope.Unassigned:  "not assigned to the application, neither directly nor as a direct member of an assigned group",
	scope.FilteredOut: "no group of the scoping filter holds",
	scope.SoftDeleted: "in the recycle bin",
	scope.Disabled:    "the account is disabled in Entra",
}

func (x *explainer) scope() ScopeExplanation {
	d := x.decision
	e := ScopeExplanation{InScope: d.InScope && d.Handled, IsSoftDeleted: d.IsSoftDeleted(), Access: x.access()}
	if !d.Handled {
		e.Reasons = append(e.Reasons, "the filter of the object mapping leaves it to another mapping")
	}
	for _, c := range d.Causes {
		e.Reasons = append(e.Reasons, against[c])
	}
	switch {
	case d.SyncAll:
		e.Reasons = append(e.Reasons, "the job provisions all users and groups, assigned or not")
	case d.Entitled:
		e.Reasons = append(e.Reasons, strings.Join(e.Access, "; "))
	}
	if d.Active && x.object.Kind() == KindUser {
		e.Reasons = append(e.Reasons, "the account is enabled in Entra")
	}
	if d.FilterPassed {
		e.Reasons = append(e.Reasons, filterWords(d))
	}
	for _, c := range d.Clauses {
		values, _ := x.object.Attr(c.Attribute)
		text := c.Attribute + " " + string(c.Operator)
		if !c.Operator.Unary() {
			text += fmt.Sprintf(" %q", c.Value)
		}
		e.Clauses = append(e.Clauses, ClauseExplanation{c.Group, text, strings.Join(values, ";"), c.Passed})
	}
	return e
}

func filterWords(d scope.Decision) string {
	if len(d.Clauses) == 0 {
		return "there is no scoping filter"
	}
	return "the scoping filter holds"
}

// access lists how the object is assigned.
func (x *explainer) access() []string {
	var list []string
	if x.dir.AssignedDirectly(x.out.ID) {
		list = append(list, "assigned directly")
	}
	if x.object.Kind() == KindGroup {
		return list
	}
	for _, id := range x.dir.GroupsOf(x.out.ID) {
		if g, ok := x.dir.Object(id); ok && x.dir.AssignedDirectly(id) {
			list = append(list, fmt.Sprintf("assigned as a member of the group %s", g.DisplayName()))
		}
	}
	return list
}

// changed puts a change into words.
func changed(c directory.Change) string {
	var parts []string
	for _, p := range []struct {
		is   bool
		text string
	}{
		{c.Added, "it was added"},
		{c.Updated, "attributes or state"},
		{c.AssignmentChanged, "what it has access through"},
		{c.ManagerChanged, "the manager"},
		{len(c.MembersAdded)+len(c.MembersRemoved) > 0, fmt.Sprintf("%d members joined, %d left", len(c.MembersAdded), len(c.MembersRemoved))},
	} {
		if p.is {
			parts = append(parts, p.text)
		}
	}
	return strings.Join(parts, ", ")
}
