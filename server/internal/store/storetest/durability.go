package storetest

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

// RunDurability tests that closing and opening again keeps everything. open returns a new, empty store and a function
// that opens the same one again, once it is closed.
func RunDurability(t *testing.T, open func(t *testing.T) (s store.Store, reopen Open)) {
	s, reopen := open(t)
	update(t, s, func(tx store.Tx) error {
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme, Roles: []string{"member", "boss", "admin"}})
	})
	fillOrganisation(t, s, acme)
	before := get(t, s, store.TypeUser, "u")
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatalf("Close: %v", err)
		}
		s = reopen(t)
		checkFilled(t, s)
		checkUntouched(t, s)
		equal(t, "user", get(t, s, store.TypeUser, "u"), before)
	}
	insert(t, s, user("later"))
	if later := get(t, s, store.TypeUser, "later"); later.Seq <= before.Seq {
		t.Errorf("a record inserted after opening again has Seq %d, an older one %d", later.Seq, before.Seq)
	}
}
