package rfc9865

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(announcement(), page(), walks(), refusals(), searches(), changes())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// References.
const (
	parameters = "9865 §2"
	errors     = "9865 §2.1"
	config     = "9865 §4"
)

var needs = []harness.Need{harness.NeedUser}
