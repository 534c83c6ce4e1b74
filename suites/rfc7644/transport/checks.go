package transport

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(secure(), accept(), label(), content(), text(), address(), method(), redirect(), host())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// mediaType is the one of RFC 7644 §8.1.
const mediaType = "application/scim+json"
