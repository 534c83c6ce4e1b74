package projection

import (
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(chosen(), writes(), excluded(), parts())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const section = "7644 §3.9"

// needs of everything that looks at a user.
var needs = []harness.Need{harness.NeedUser}

func attributes(names ...string) harness.Param {
	return harness.Param{Name: "attributes", Value: strings.Join(names, ",")}
}

func excluding(names ...string) harness.Param {
	return harness.Param{Name: "excludedAttributes", Value: strings.Join(names, ",")}
}

// What the checks of finer points presuppose.
var (
	chooses = harness.Shared[bool]{Name: "attributes chooses what a read returns (ATT-001)", Make: func(t *harness.T) bool {
		onRead(t)
		return true
	}}
	excludes = harness.Shared[bool]{Name: "excludedAttributes takes out what it names (ATT-006)", Make: func(t *harness.T) bool {
		return t.Try(func() { takenOut(t) })
	}}
)

// shown are the attributes that have a value, in lower case and in order.
func shown(resource map[string]any) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(resource)) {
		if inner, isObject := resource[name].(map[string]any); !harness.Unassigned(resource[name]) && (!isObject || len(inner) > 0) {
			out = append(out, strings.ToLower(name))
		}
	}
	slices.Sort(out)
	return out
}

// always tells whether an attribute of users stands in every representation: by the RFC, or by the target's own schema.
func always(t *harness.T, name string) bool {
	switch strings.ToLower(name) {
	case "id", "schemas":
		return true
	}
	rt := t.UserType()
	for urn, attributes := range t.Attributes(rt) {
		for _, a := range attributes {
			if strings.EqualFold(a.Returned, "always") && (strings.EqualFold(a.Name, name) || strings.EqualFold(urn, name)) {
				return true
			}
		}
	}
	return false
}

// wantOnly asserts that a user shows the attributes asked for, and besides only what is always shown.
func wantOnly(t *harness.T, answer *harness.Answer, user map[string]any, asked ...string) {
	if user["id"] == nil {
		answer.Fail("the id is missing, which is always returned", harness.Show(user), "with id")
	}
	for _, name := range asked {
		if harness.Unassigned(harness.Member(user, name)) {
			answer.Fail(name+" was asked for and is missing", strings.Join(shown(user), ", "), "with "+name)
		}
	}
	for _, name := range shown(user) {
		if !slices.ContainsFunc(asked, func(a string) bool { return strings.EqualFold(a, name) }) && !always(t, name) {
			answer.Fail(name+" is returned and was not asked for", strings.Join(shown(user), ", "),
				strings.Join(asked, ", ")+" with id, schemas and what the schema marks as always returned")
		}
	}
}
