package creation

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(created(), stored(), duplicate(), required(), body(), schemas(), odd())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const (
	section = "7644 §3.3"
	users   = "/Users"
)

// needs of checks that presuppose that creating works.
var needs = []harness.Need{harness.NeedUser}
