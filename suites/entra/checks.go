package entra

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(connection(), token(), match(), create(), coerce(), patch(), active(), multivalued(), oneElement(), manager(),
		rename(), remove(), groups(), members(), many(), errors(), schemas(), load(), reported())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// profiles of everything in this package.
var profiles = []string{harness.Entra, harness.EntraGallery}

// workMail is the path of Entra's default mapping of mail.
const workMail = `emails[type eq "work"].value`

// sources of the references.
const (
	guide  = "Entra guide"
	compat = "compat. notes"
)
