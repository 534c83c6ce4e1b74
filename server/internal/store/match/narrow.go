package match

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Narrow returns the equalities that every record satisfying c satisfies: c itself, or those among the terms of its outermost
// All, at any depth of Alls.
func Narrow(c store.Cond) (eqs []store.Eq) {
	switch c := c.(type) {
	case store.Eq:
		return []store.Eq{c}
	case store.All:
		for _, t := range c {
			eqs = append(eqs, Narrow(t)...)
		}
	}
	return eqs
}

// IsIndexed reports whether indexes find all that c can hold for.
func IsIndexed(c store.Cond) bool {
	switch c := c.(type) {
	case store.All:
		return slices.ContainsFunc(c, IsIndexed)
	case store.Any:
		return len(c) > 0 && !slices.ContainsFunc(c, func(c store.Cond) bool { return !IsIndexed(c) })
	case store.Eq:
		return c.Value != ""
	case store.InGroup:
		return true
	case store.Test:
		indexed := c.Of.Field >= store.FieldID && c.Of.Field <= store.FieldDisplay
		return indexed && !c.Missing && (c.Op == store.Equal || c.Op == store.StartsWith) && c.Value != ""
	}
	return false
}
