package resource

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(schemas(), id(), meta(), location(), external())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// needUser is the prerequisite of checks that change users.
var needUser = []harness.Need{harness.NeedUser}
