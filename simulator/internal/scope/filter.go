package scope

import (
	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

// Filter is a compiled scoping filter. A nil Filter lets everything pass.
type Filter struct {
	groups   []group // the normal filter: leaving it deprovisions
	input    []group // failing it drops the object at import
	category []group // failing it leaves the object to another object mapping
}

type group struct {
	name    string
	clauses []clause
}

type clause struct {
	attribute string
	operator  Operator
	value     string
	number    uint64         // the value of Greater_Than and its companion
	never     bool           // the clause can never hold; a warning was given
	pattern   *dotnet.Regexp // the value of the two regex operators
}

// ClauseResult is the outcome of one clause of the normal filter.
type ClauseResult struct {
	Group     string // title of the filter group
	Attribute string
	Operator  Operator
	Value     string
	Passed    bool
}

// Attributes lists the source attributes that the filter reads, in order, with repetitions.
func (f *Filter) Attributes() []string {
	if f == nil {
		return nil
	}
	var names []string
	for _, groups := range [][]group{f.groups, f.input, f.category} {
		for _, g := range groups {
			for _, c := range g.clauses {
				names = append(names, c.attribute)
			}
		}
	}
	return names
}

// Empty reports whether the filter lets everything pass.
func (f *Filter) Empty() bool {
	return f == nil || len(f.groups) == 0 && len(f.input) == 0 && len(f.category) == 0
}

// evaluate evaluates every clause, also where the outcome is clear already, because the log shows them all.
func (f *Filter) evaluate(s Source) (passed bool, results []ClauseResult) {
	if f == nil || len(f.groups) == 0 {
		return true, nil
	}
	for _, g := range f.groups {
		all := true
		for _, c := range g.clauses {
			ok := c.holds(s)
			all = all && ok
			results = append(results, ClauseResult{Group: g.name, Attribute: c.attribute, Operator: c.operator, Value: c.value, Passed: ok})
		}
		passed = passed || all
	}
	return passed, results
}

// handles reports whether the object stays with this object mapping.
func (f *Filter) handles(s Source) bool {
	return f == nil || anyHolds(f.input, s) && anyHolds(f.category, s)
}

func anyHolds(groups []group, s Source) bool {
	if len(groups) == 0 {
		return true
	}
	for _, g := range groups {
		all := true
		for _, c := range g.clauses {
			all = all && c.holds(s)
		}
		if all {
			return true
		}
	}
	return false
}
