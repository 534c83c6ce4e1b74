package scim

import (
	"maps"
	"slices"
)

// CommonNames returns the names that are interned.
func CommonNames() []string { return slices.Sorted(maps.Keys(commonNames)) }
