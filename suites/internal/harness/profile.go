package harness

import (
	"fmt"
	"slices"
	"strings"
)

// Entra is the profile of targets that Microsoft Entra ID shall provision.
const Entra = "entra"

// Profile is a named set of checks with the features that it demands.
type Profile struct {
	Name  string
	Title string
	// Requires are gates that count as open whatever the target announces: the profile cannot do without them.
	Requires []Gate
}

var profiles = []Profile{
	{Name: Entra, Title: "works with Microsoft Entra ID provisioning", Requires: []Gate{GatePatch, GateFilter}},
}

// Profiles lists the profiles.
func Profiles() []Profile { return slices.Clone(profiles) }

// LookupProfile finds a profile by name.
func LookupProfile(name string) (Profile, error) {
	var names []string
	for _, p := range profiles {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return Profile{}, fmt.Errorf("unknown profile %q; there is %s", name, strings.Join(names, ", "))
}

func (p Profile) requires(g Gate) bool { return slices.Contains(p.Requires, g) }
