package extension

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(enterprise(), manager(), custom(), types())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// needUser is the prerequisite of most checks.
var needUser = []harness.Need{harness.NeedUser}

// show prints a value, or that there is none.
func show(v any) string {
	if v == nil {
		return "nothing"
	}
	return harness.Show(v)
}
