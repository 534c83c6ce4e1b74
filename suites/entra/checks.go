package entra

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(connection(), create(), patch(), active(), multivalued(), manager(), rename(), groups(), members())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// profiles of everything in this package.
var profiles = []string{harness.Entra}

// workMail is the path of Entra's default mapping of mail.
const workMail = `emails[type eq "work"].value`

// sources of the references.
const (
	guide  = "Entra guide"
	compat = "compat. notes"
)
