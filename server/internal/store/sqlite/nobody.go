package sqlite

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// nobody answers look-ups by unique key that find nothing, without SQLite: whoever creates resources asks for each of them
// first.
//
// It keeps a set of all keys that records have, or had since the set was made. The writer adds a key before it writes it, so the
// set knows it by the time anybody could see the record; taking back what was never committed is not worth the trouble. A set is
// filled from the database when the first look-ups have found nothing, and again when it has become too small. Its soundness
// rests on the order: it is put up between two transactions of the writer, from then on it learns what is written, and only
// then is read what was there before.
type nobody struct {
	known   atomic.Pointer[keySet] // complete; nil before
	filling atomic.Pointer[keySet] // to become known
	misses  atomic.Int64           // look-ups that found nothing while there was no set
	busy    atomic.Bool            // somebody fills
	fillers sync.WaitGroup
}

const (
	worthKnowing = 32      // so many look-ups that find nothing are worth a set
	spareKeys    = 1 << 12 // how many keys may come before a set is too small, besides as many as there are
	keysAtOnce   = 1024    // read in one go
)

// excludes reports whether q certainly finds nothing.
func (n *nobody) excludes(org, typ string, q *store.Query) bool {
	known := n.known.Load()
	if known == nil || q.After != "" {
		return false
	}
	for _, eq := range match.Narrow(q.Where) {
		if eq.Index == store.ByUniqueKey && eq.Value != "" && !known.has(org, typ, eq.Value) {
			return store.CheckQuery(q) == nil
		}
	}
	return false
}

// missed notes that a look-up by unique key found nothing. The caller has entered the store's gate.
func (s *Store) missed() {
	if s.nobody.known.Load() == nil && s.nobody.misses.Add(1)%worthKnowing == 0 {
		s.fillKeys()
	}
}

// wrote notes a key that is about to be written. The caller is the writer.
func (s *Store) wrote(org, typ, key string) {
	if key == "" {
		return
	}
	if set := s.nobody.filling.Load(); set != nil {
		set.add(org, typ, key)
	}
	if set := s.nobody.known.Load(); set != nil && set.add(org, typ, key) {
		s.fillKeys()
	}
}

// fillKeys begins to make a set, unless somebody does already. The caller has entered the store's gate, which Close waits for
// before it waits for those who fill.
func (s *Store) fillKeys() {
	n := &s.nobody
	if !n.busy.CompareAndSwap(false, true) {
		return
	}
	n.fillers.Go(func() {
		defer n.busy.Store(false)
		defer n.filling.Store(nil)
		for full := true; full; {
			// It is done for no request in particular; the end of the store ends it.
			set, err := s.allKeys(context.Background())
			if err != nil {
				return // the next who misses the set tries again
			}
			n.known.Store(set)
			full = set.isFull()
		}
	})
}

var (
	sqlCountKeys = newQuery("SELECT count(*) FROM resource WHERE unique_key <> ''")
	sqlKeys      = newQuery(`
		SELECT unique_key, org, type FROM resource
		WHERE unique_key <> '' AND (unique_key, org, type) > (?1, ?2, ?3) ORDER BY unique_key, org, type LIMIT ?4`)
)

// allKeys makes the set, which is being kept up from the moment it is put up.
func (s *Store) allKeys(ctx context.Context) (*keySet, error) {
	count, err := read(ctx, s, func(r reader) (n int, err error) {
		return n, r.one(ctx, sqlCountKeys, func(row row) { n = int(row.integer(0)) })
	})
	if err != nil {
		return nil, err
	}
	set := newKeySet(2*count + spareKeys)
	err = s.Update(ctx, func(store.Tx) error {
		s.nobody.filling.Store(set)
		return nil
	})
	var key, org, typ string
	for n := keysAtOnce; err == nil && n == keysAtOnce; {
		n, err = read(ctx, s, func(r reader) (n int, err error) {
			return n, r.conn.each(ctx, sqlKeys, func(row row) error {
				n++
				key, org, typ = row.text(0), row.text(1), row.text(2)
				set.add(org, typ, key)
				return nil
			}, key, org, typ, int64(keysAtOnce))
		})
	}
	return set, err
}
