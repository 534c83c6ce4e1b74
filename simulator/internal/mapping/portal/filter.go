package portal

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// AddClause adds a clause to the scoping filter of that title, which it makes when there is none. Clauses of one filter must
// all hold; one filter that holds is enough (engine §3.3). An operator like IS NULL takes no value.
func (o Object) AddClause(title, attribute, operator string, value ...string) {
	if o.mapping.Scope == nil {
		o.mapping.Scope = &syncschema.Filter{}
	}
	s := o.mapping.Scope
	i := slices.IndexFunc(s.Groups, func(g syncschema.FilterGroup) bool { return g.Name == title })
	if i < 0 {
		i = len(s.Groups)
		s.Groups = append(s.Groups, syncschema.FilterGroup{Name: title})
	}
	s.Groups[i].Clauses = append(s.Groups[i].Clauses, syncschema.FilterClause{
		OperatorName: operator, SourceOperandName: attribute, TargetOperand: &syncschema.FilterOperand{Values: value},
	})
}

// ClearFilters removes all scoping filters.
func (o Object) ClearFilters() { o.mapping.Scope = nil }
