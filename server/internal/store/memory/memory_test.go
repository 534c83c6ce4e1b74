package memory_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/store/storetest"
)

func open(t *testing.T) store.Store {
	s := memory.New()
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

func BenchmarkStore(b *testing.B) {
	storetest.RunBenchmarks(b, func(*testing.B) store.Store { return memory.New() }, 2000, 200_000)
}

func TestRandomQueries(t *testing.T) {
	storetest.RunRandomQueries(t, func() (store.Store, func()) { return memory.New(), func() {} })
}
