package okta

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(list(), create(), update(), group(), lenient())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// profiles of everything in this package.
var profiles = []string{harness.Okta}

// sources of the references.
const (
	specTest = "Okta spec test"
	docs     = "Okta docs"
	observed = "observed"
)
