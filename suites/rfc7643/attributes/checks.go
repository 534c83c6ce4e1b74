package attributes

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(text(), types(), references(), names(), unassigned(), multiValued(), mutability(), secret(), returned(), uniqueness(), canonical())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// needUser is the prerequisite of most checks.
var needUser = []harness.Need{harness.NeedUser}
