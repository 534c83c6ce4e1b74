package filter

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(equality(), letterCase(), text(), order(), typed(), logic(), paths(), element(), related(), literal(), refusal(), limits())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// section is what most of the checks refer to.
const section = "7644 §3.4.2.2"

// needs of everything that looks for users.
var needs = []harness.Need{harness.NeedUser}
