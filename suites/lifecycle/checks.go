package lifecycle

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(initial(), change(), leave(), groups(), deletion(), outage(), throttling(), chaos(), dialects())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// profiles of everything in this package; stories with faults on the way belong to chaos as well.
var (
	profiles      = []string{harness.Entra}
	faultProfiles = []string{harness.Chaos, harness.Entra}
)

// cycleRef is the reference of the stories.
const cycleRef = "Entra cycle"

// userNeeds are the basics of every story about users, groupNeeds those of stories with groups.
var (
	userNeeds  = []harness.Need{harness.NeedUser, harness.NeedFilter, harness.NeedProbe, harness.NeedTitleCase, harness.NeedBoolean, harness.NeedExtras}
	groupNeeds = append(slices.Clone(userNeeds), harness.NeedGroup, harness.NeedGroupProbe, harness.NeedMembers)
)
