package match

import "github.com/entrasim/entrasim/server/internal/store"

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
