package scenario

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping/portal"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

func filterVerb() *Verb {
	var operators []string
	for _, o := range scope.Operators() {
		operators = append(operators, string(o))
	}
	return &Verb{
		Name:    "filter",
		Forms:   []string{"filter KIND TITLE ATTRIBUTE OPERATOR [VALUE]", "filter KIND none"},
		Summary: "Adds a clause to a scoping filter, or removes all filters.",
		Details: "KIND is user or group. Clauses with the same title must all hold; one title whose clauses hold is enough. The " +
			"operators are " + strings.Join(operators, ", ") + "; put quotes around those with blanks.",
		Example: []string{"filter user Quay department EQUALS 'Quay 4'", "filter user Quay employeeId 'IS NOT NULL'", "filter user none"},
		read: func(l *line, _ *Scenario) (action, error) {
			switch {
			case len(l.words) == 2 && l.words[1] == "none":
				return edit(l, l.words[0], func(o portal.Object) error { o.ClearFilters(); return nil })
			case len(l.words) < 4 || len(l.words) > 5:
				return nil, l.usage()
			}
			return edit(l, l.words[0], func(o portal.Object) error {
				o.AddClause(l.words[1], l.words[2], l.words[3], l.words[4:]...)
				return nil
			})
		},
	}
}
