package expr

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
)

// Role is one app role assigned to a user.
type Role struct {
	ID          string `json:"id"`
	Value       string `json:"value"`
	DisplayName string `json:"displayName"`
}

// RoleType is the constant that Entra sends as the type of every role (entra-wire-protocol §7.10).
const RoleType = "WindowsAzureActiveDirectoryRole"

// RoleShape is the form in which an attribute made of app roles is sent.
type RoleShape uint8

// The shapes of the three documented functions.
const (
	NoRoles        RoleShape = iota
	SingleRole               // one role for roles[primary eq "True"].…
	ComplexRoles             // all roles, primary=false, added and never removed
	AssertiveRoles           // all roles, primary=false, replacing what the target has
)

// Text is the role as JSON text: {"id":…,"value":…,"displayName":…}. That is what Entra sends as a string inside a
// PATCH, and the form of the values of the source attribute appRoleAssignments.
func (r Role) Text() string {
	b, err := json.Marshal(r)
	if err != nil {
		// Only text that is not UTF-8 can fail; the value alone still names the role.
		return r.Value
	}
	return string(b)
}

// ParseRole reads a value of appRoleAssignments: the JSON text of Role.Text, or the bare value of a role.
func ParseRole(s string) (Role, error) {
	if !strings.HasPrefix(strings.TrimSpace(s), "{") {
		return Role{Value: s, DisplayName: s}, nil
	}
	var r Role
	if err := json.Unmarshal([]byte(s), &r); err != nil {
		return Role{}, fmt.Errorf("read app role assignment: %w", err)
	}
	return r, nil
}

func roleFunctions() []*function {
	return []*function{
		fn("SingleAppRoleAssignment", evalSingleRole, required("source")),
		fn("AppRoleAssignments", evalRoleValues, required("source")),
		fn("AppRoleAssignmentsComplex", evalRoles(ComplexRoles), required("source")),
		fn("AssertiveAppRoleAssignmentsComplex", evalRoles(AssertiveRoles), required("source")),
	}
}

func (c *call) roles() ([]Role, error) {
	v, err := c.arg(0)
	if err != nil {
		return nil, err
	}
	var all []Role
	for _, s := range v.Strings() {
		r, err := ParseRole(s)
		if err != nil {
			return nil, c.fail("%v", err)
		}
		all = append(all, r)
	}
	return all, nil
}

// evalSingleRole takes the first role; Microsoft leaves open which one it is when there are several.
func evalSingleRole(c *call) (Value, error) {
	all, err := c.roles()
	if err != nil || len(all) == 0 {
		return Null(), err
	}
	v := Text(all[0].Value)
	v.roles, v.shape = all[:1], SingleRole
	return v, nil
}

// evalRoleValues is known from Graph's functions listing by name only; the values of the roles are what fits a plain
// multi-valued attribute.
func evalRoleValues(c *call) (Value, error) {
	all, err := c.roles()
	if err != nil {
		return Null(), err
	}
	var values []string
	for _, r := range all {
		values = append(values, r.Value)
	}
	return List(values), nil
}

func evalRoles(shape RoleShape) func(*call) (Value, error) {
	return func(c *call) (Value, error) {
		all, err := c.roles()
		if err != nil || len(all) == 0 {
			return Null(), err
		}
		texts := make([]string, len(all))
		for i, r := range all {
			texts[i] = r.Text()
		}
		v := List(texts)
		v.roles, v.shape = all, shape
		return v, nil
	}
}
