package directory

import (
	"maps"
	"slices"
	"strings"
)

// DefaultRole is the app role of an assignment that names none.
const DefaultRole = "User"

// roleSets numbers the sets of app roles in use. There are few of them however many assignments there are, so an object
// only keeps a number.
type roleSets struct {
	sets   [][]string
	number map[string]uint16
}

func newRoleSets() roleSets {
	return roleSets{sets: [][]string{nil}, number: map[string]uint16{"": 0}}
}

func (r *roleSets) clone() roleSets {
	return roleSets{sets: slices.Clone(r.sets), number: maps.Clone(r.number)}
}

func (r *roleSets) of(set uint16) []string { return r.sets[set] }

// add gives the set that also holds roles.
func (r *roleSets) add(set uint16, roles []string) uint16 {
	all := slices.Concat(r.sets[set], roles)
	slices.Sort(all)
	return r.intern(slices.Compact(all))
}

// remove gives the set without roles.
func (r *roleSets) remove(set uint16, roles []string) uint16 {
	return r.intern(slices.DeleteFunc(slices.Clone(r.sets[set]), func(role string) bool {
		return slices.Contains(roles, role)
	}))
}

func (r *roleSets) intern(sorted []string) uint16 {
	key := strings.Join(sorted, "\x00")
	if set, ok := r.number[key]; ok {
		return set
	}
	set := uint16(len(r.sets))
	r.sets = append(r.sets, sorted)
	r.number[key] = set
	return set
}
