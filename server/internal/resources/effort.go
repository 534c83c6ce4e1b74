package resources

import (
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// What a filter may ask of the store. FilterLength bounds it too, but not the same for all that can be written in so many bytes:
// databases refuse statements that are too large, and asking for the groups that somebody is in is a search of its own.
const (
	maxConditions = 2000
	maxInGroup    = 100
)

// affordable refuses a filter that asks too much.
func affordable(where store.Cond) error {
	switch conditions, groups := effort(where); {
	case groups > maxInGroup:
		return scim.BadRequest(scim.InvalidFilter, "the filter asks about %d groups, at most %d are possible; ask in several requests", groups, maxInGroup)
	case conditions > maxConditions:
		return scim.BadRequest(scim.InvalidFilter, "the filter makes %d comparisons, at most %d are possible; ask in several requests", conditions, maxConditions)
	}
	return nil
}

// effort counts the conditions in one, and those about groups among them.
func effort(c store.Cond) (conditions, groups int) {
	var terms []store.Cond
	switch c := c.(type) {
	case nil:
		return 0, 0
	case store.All:
		terms = c
	case store.Any:
		terms = c
	case store.Not:
		return effort(c.Cond)
	case store.Element:
		n, g := effort(c.Where)
		return n + 1, g
	case store.InGroup:
		return 1, 1
	default:
		return 1, 0
	}
	for _, t := range terms {
		n, g := effort(t)
		conditions, groups = conditions+n, groups+g
	}
	return conditions, groups
}
