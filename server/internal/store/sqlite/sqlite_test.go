package sqlite_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
	"github.com/entrasim/entrasim/server/internal/store/storetest"
)

func open(t *testing.T) store.Store { return openDir(t, t.TempDir()) }

func openDir(t *testing.T, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func TestContract(t *testing.T)     { storetest.RunContract(t, open) }
func TestTransactions(t *testing.T) { storetest.RunTransactions(t, open) }
func TestConcurrency(t *testing.T)  { storetest.RunConcurrency(t, open) }
func TestIsolation(t *testing.T)    { storetest.RunIsolation(t, open) }

func TestDurability(t *testing.T) {
	storetest.RunDurability(t, func(t *testing.T) (store.Store, storetest.Open) {
		dir := t.TempDir()
		return openDir(t, dir), func(t *testing.T) store.Store { return openDir(t, dir) }
	})
}

// The memory store is the second reading of the contract.
func TestSameAsMemory(t *testing.T) {
	storetest.RunDifferential(t, func() (a, b store.Store, done func()) {
		s, err := sqlite.Open(t.Context(), sqlite.Options{Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		return s, memory.New(), func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestRandomQueries(t *testing.T) {
	s := open(t)
	storetest.RunRandomQueries(t, func() (store.Store, func()) { return s, func() { clear(t, s) } })
}

// clear makes a store that a property test has used ready for the next round.
func clear(t *testing.T, s store.Store) {
	err := s.Update(t.Context(), func(tx store.Tx) error { return tx.DeleteOrganisation(t.Context(), "acme") })
	if err != nil {
		t.Error(err)
	}
}
