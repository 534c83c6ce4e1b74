package awkward

import (
	"cmp"
	"slices"
)

// dice answers every question the same way for one seed.
type dice uint64

// roll returns a number that follows from the seed and the parts.
func (d dice) roll(parts ...string) uint64 {
	h := mix(uint64(d) + 0x9e3779b97f4a7c15)
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * 0x100000001b3 // FNV-1a
		}
		h = mix(h + uint64(len(p)))
	}
	return h
}

// mix is the finaliser of splitmix64, a bijection.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unmix is the inverse of mix.
func unmix(x uint64) uint64 {
	x = (x ^ x>>31 ^ x>>62) * 0x319642b2d24d8ec3
	x = (x ^ x>>27 ^ x>>54) * 0x96de1b173f119089
	return x ^ x>>30 ^ x>>60
}

// shuffle puts list into the order that the rolls for the names of its elements give.
func shuffle[E any](d dice, salt string, list []E, name func(E) string) {
	type rolled struct {
		e E
		n uint64
	}
	order := make([]rolled, len(list))
	for i, e := range list {
		order[i] = rolled{e, d.roll(salt, name(e))}
	}
	slices.SortStableFunc(order, func(a, b rolled) int { return cmp.Compare(a.n, b.n) })
	for i, r := range order {
		list[i] = r.e
	}
}
