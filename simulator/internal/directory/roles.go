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
	number map[string]uint32
}

func newRoleSets() roleSets {
	return roleSets{sets: [][]string{nil}, number: map[string]uint32{"": 0}}
}

func (r *roleSets) clone() roleSets {
	return roleSets{sets: slices.Clone(r.sets), number: maps.Clone(r.number)}
}

func (r *roleSets) of(set uint32) []string { return r.sets[set] }

// add gives the set that also holds roles.
func (r *roleSets) add(set uint32, roles []string) uint32 {
	all := slices.Concat(r.sets[set], roles)
	slices.Sort(all)
	return r.intern(slices.Compact(all))
}

// remove gives the set without roles.
func (r *roleSets) remove(set uint32, roles []string) uint32 {
	return r.intern(slices.DeleteFunc(slices.Clone(r.sets[set]), func(role string) bool {
		return slices.Contains(roles, role)
	}))
}

func (r *roleSets) intern(sorted []string) uint32 {
	key := strings.Join(sorted, "\x00")
	if set, ok := r.number[key]; ok {
		return set
	}
	set := uint32(len(r.sets))
	r.sets = append(r.sets, sorted)
	r.number[key] = set
	return set
}
