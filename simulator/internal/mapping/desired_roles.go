package mapping

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

// sameRoles compares app roles with those of the target by their values, whatever else is said about them: the POST of a role
// has no id and its PATCH is JSON in a text (wire §7.10), and servers keep the one or the other.
//
// AppRoleAssignmentsComplex never takes a role away, so roles that the target has beyond the desired ones do not count; with the
// assertive function they do.
func (d Desired) sameRoles(current []string) bool {
	have, want := roleSet(current), roleSet(d.Values)
	for name := range want {
		if !have[name] {
			return false
		}
	}
	return d.Type == AppRoles || len(have) == len(want)
}

func roleSet(values []string) map[string]bool {
	set := make(map[string]bool, len(values))
	for _, v := range values {
		set[strings.ToLower(RoleName(v))] = true
	}
	return set
}

// RoleName is the value of an app role that is written as JSON or by its value alone.
func RoleName(s string) string {
	r, err := expr.ParseRole(s)
	if err != nil || r.Value == "" {
		return s
	}
	return r.Value
}

// ShownValues are values as people want to see them: app roles by their names.
func ShownValues(t ValueType, values []string) []string {
	if !t.Roles() {
		return values
	}
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = RoleName(v)
	}
	return names
}
