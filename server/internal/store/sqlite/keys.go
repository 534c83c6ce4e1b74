package sqlite

import (
	"hash/maphash"
	"sync/atomic"
)

// keySet remembers unique keys by one word of a Bloom filter each: it may take a key for one that it was given, never the other
// way round. Nothing is ever taken out. It is safe for concurrent use.
type keySet struct {
	seed  maphash.Seed
	words []atomic.Uint64 // a power of two
	room  atomic.Int64    // how many more keys it is meant for
}

// keysPerWord is what a set is meant to hold: with 16 bits for a key it errs about once in 200 times.
const keysPerWord = 4

// newKeySet makes room for that many keys.
func newKeySet(keys int) *keySet {
	n := 1
	for n*keysPerWord < keys {
		n *= 2
	}
	s := &keySet{seed: maphash.MakeSeed(), words: make([]atomic.Uint64, n)}
	s.room.Store(int64(n * keysPerWord))
	return s
}

// place returns the word of a key and the bits that are set there.
func (s *keySet) place(org, typ, key string) (word *atomic.Uint64, bits uint64) {
	h := maphash.Comparable(s.seed, [3]string{org, typ, key})
	bits = 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63) | 1<<(h>>18&63)
	return &s.words[h>>24&uint64(len(s.words)-1)], bits
}

// add puts a key in and reports whether the set has become too small.
func (s *keySet) add(org, typ, key string) (full bool) {
	word, bits := s.place(org, typ, key)
	if word.Or(bits)&bits == bits {
		return false
	}
	return s.room.Add(-1) < 0
}

// isFull reports whether it holds more keys than it is meant for.
func (s *keySet) isFull() bool { return s.room.Load() < 0 }

func (s *keySet) has(org, typ, key string) bool {
	word, bits := s.place(org, typ, key)
	return word.Load()&bits == bits
}
