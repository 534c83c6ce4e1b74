package harness

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/onsi/ginkgo/v2/types"
)

// The profiles (check list, "Suggested profiles").
const (
	Smoke        = "smoke"
	RFCCore      = "rfc-core"
	RFCFull      = "rfc-full"
	Entra        = "entra"
	EntraGallery = "entra-gallery"
	Okta         = "okta"
	Cursor       = "cursor"
	Chaos        = "chaos"
)

// editions of the catalogue, oldest first. The last one is what profiles mean when they are named without a date.
var editions = []string{"2026.11", "2026.12"}

// Profile is a named set of checks with the features that it demands.
type Profile struct {
	Name  string
	Title string
	// Edition is the last edition whose checks belong to it.
	Edition string
	// Requires are gates that count as open whatever the target announces: the profile cannot do without them.
	Requires []Gate
}

var profiles = []Profile{
	{Name: Entra, Title: "works with Microsoft Entra ID provisioning", Requires: []Gate{GatePatch, GateFilter}},
	{Name: EntraGallery, Title: "entra, and ready for the application gallery", Requires: []Gate{GatePatch, GateFilter}},
	{Name: Okta, Title: "works with Okta provisioning", Requires: []Gate{GateFilter}},
	{Name: RFCCore, Title: "the MUSTs of RFC 7643 and 7644"},
	{Name: RFCFull, Title: "RFC 7643 and 7644 with SHOULD and MAY"},
	{Name: Smoke, Title: "what can be told without writing anything"},
	{Name: Cursor, Title: "cursor pagination (RFC 9865)"},
	{Name: Chaos, Title: "robustness and load; never on production"},
}

// rfcAreas are the areas that hold a target to RFC 7643 and 7644; coreAreas those of which rfc-core takes the MUSTs.
var (
	coreAreas = []string{"TRN", "AUT", "DSC", "RES", "CRE", "GET", "LST", "PUT", "DEL", "ERR", "FLT", "PAT", "GRP"}
	rfcAreas  = append([]string{"CHR", "SRT", "ATT", "SEA", "EXT", "BLK", "ETG", "MEE"}, coreAreas...)
	smokeAll  = []string{"TRN", "AUT", "DSC", "ERR"}
	smokeIDs  = []string{"LST-001", "LST-002", "LST-003", "LST-004", "LST-005"}
)

// standing are the profiles that a check is part of by its area, level and effect.
func standing(d Declaration) []string {
	var in []string
	area := d.Area()
	if slices.Contains(coreAreas, area) && d.Level.strength() == Must {
		in = append(in, RFCCore, Entra, EntraGallery, Okta)
	}
	if slices.Contains(rfcAreas, area) {
		in = append(in, RFCFull)
	}
	if area == "DSC" {
		in = append(in, EntraGallery)
	}
	if d.Effect == EffectRead && (slices.Contains(smokeAll, area) || slices.Contains(smokeIDs, d.ID)) {
		in = append(in, Smoke)
	}
	switch area {
	case "CUR":
		in = append(in, Cursor)
	case "ROB":
		in = append(in, Chaos)
	}
	return in
}

// RFC declares a check of what the RFCs themselves ask: the RFC's level is the check's, and the profiles follow from area,
// level and effect; those that d names are added.
func RFC(d Declaration, body func(*T)) Spec {
	if d.RFC == Silent {
		d.RFC = d.Level
	}
	d.Profiles = slices.Compact(slices.Sorted(slices.Values(append(standing(d), d.Profiles...))))
	return Spec{Declaration: d, location: types.NewCodeLocation(1), body: body}
}

// Practice declares a check of what is good practice and stands in no text: profiles follow as for RFC, and the RFC column
// stays empty.
func Practice(d Declaration, body func(*T)) Spec {
	d.Profiles = slices.Compact(slices.Sorted(slices.Values(append(standing(d), d.Profiles...))))
	return Spec{Declaration: d, location: types.NewCodeLocation(1), body: body}
}

// in is the spec as a profile has it.
func (s Spec) in(profile string) Spec {
	if level, changed := s.In[profile]; changed {
		s.Level = level
	}
	return s
}

// Profiles lists the profiles.
func Profiles() []Profile { return slices.Clone(profiles) }

// Editions are the dates that a profile can be asked for, oldest first.
func Editions() []string { return slices.Clone(editions) }

// LookupProfile finds a profile by name, such as entra; with a date, entra@2026.11, as the edition of that date had it: a pipeline
// that names one is not surprised by checks that came later.
func LookupProfile(name string) (Profile, error) {
	plain, edition, dated := strings.Cut(name, "@")
	if dated && !slices.Contains(editions, edition) {
		return Profile{}, fmt.Errorf("profile %q: there is no edition %q; there is %s", name, edition, strings.Join(editions, ", "))
	}
	var names []string
	for _, p := range profiles {
		if p.Name == plain {
			p.Edition = cmp.Or(edition, editions[len(editions)-1])
			return p, nil
		}
		names = append(names, p.Name)
	}
	return Profile{}, fmt.Errorf("unknown profile %q; there is %s", name, strings.Join(names, ", "))
}

// selecting is the profile that Select narrows to; the zero Profile contains all checks.
func selecting(name string) (Profile, error) {
	if name == "" {
		return Profile{}, nil
	}
	return LookupProfile(name)
}

// contains tells whether a check belongs to the profile in its edition. Editions compare as text.
func (p Profile) contains(d Declaration) bool {
	return p.Name == "" || (slices.Contains(d.Profiles, p.Name) && d.Since <= p.Edition)
}

func (p Profile) requires(g Gate) bool { return slices.Contains(p.Requires, g) }
