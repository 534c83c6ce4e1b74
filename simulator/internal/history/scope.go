package history

import (
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// Filter is a scoping filter: the lines that set it, and who passes.
type Filter struct {
	Lines []string
	pass  func(simulator.Object) bool
}

var everybody = Filter{pass: func(simulator.Object) bool { return true }}

// userFilters are the filters that users meet; a clause about an attribute without a value is false (§3.4).
var userFilters = []Filter{
	everybody,
	{[]string{"filter user Quay department EQUALS Quay"}, func(o simulator.Object) bool { return attr(o, "department") == "Quay" }},
	{[]string{"filter user Numbered employeeId 'IS NOT NULL'"}, func(o simulator.Object) bool { return attr(o, "employeeId") != "" }},
	{[]string{"filter user Others department 'NOT EQUALS' Quay"}, func(o simulator.Object) bool {
		return attr(o, "department") != "" && attr(o, "department") != "Quay"
	}},
	{[]string{"filter user Q department EQUALS Quay", "filter user Q jobTitle Includes river"}, func(o simulator.Object) bool {
		return attr(o, "department") == "Quay" && strings.Contains(attr(o, "jobTitle"), "river")
	}},
	{[]string{"filter user Q department EQUALS Quay", "filter user N employeeId 'IS NULL'"}, func(o simulator.Object) bool {
		return attr(o, "department") == "Quay" || attr(o, "employeeId") == ""
	}},
}

// groupFilters are those of groups.
var groupFilters = []Filter{
	everybody,
	{[]string{"filter group Teams description EQUALS Team"}, func(o simulator.Object) bool { return attr(o, "description") == "Team" }},
}

// assigned works out access: by an assignment of one's own or, for users, by direct membership in an assigned group (§2.5, §3.1).
func (c *checker) assigned(o simulator.Object) bool {
	if c.setup.SyncAll || c.dir.AssignedDirectly(o.ID()) {
		return true
	}
	if o.Kind() == simulator.KindGroup {
		return false
	}
	for g := range c.dir.All(simulator.KindGroup) {
		if c.dir.AssignedDirectly(g.ID()) && contains(g.Members(), o.ID()) {
			return true
		}
	}
	return false
}

// passes reports whether an object has access and passes its filter: what SkipOutOfScopeDeletions and the loss of management are
// about, as opposed to the state of the account.
func (c *checker) passes(o simulator.Object) bool {
	if o.Kind() == simulator.KindGroup {
		return c.assigned(o) && c.groups.pass(o)
	}
	return c.assigned(o) && c.users.pass(o)
}

// inScope reports whether an object is to be in the endpoint and active there.
func (c *checker) inScope(id string) bool {
	o, ok := c.dir.Object(id)
	switch {
	case !ok:
		return false
	case o.Kind() == simulator.KindGroup:
		return !c.setup.GroupsOff && c.passes(o)
	default:
		return o.Enabled() && !o.SoftDeleted() && c.passes(o)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
