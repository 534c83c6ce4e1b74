package builtin

import (
	"sync"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// memorable is how many resources a fault remembers; it forgets the oldest first.
const memorable = 10_000

// memory keeps something per key, safe for concurrent use and of bounded size.
type memory[V any] struct {
	mu    sync.Mutex
	byKey map[string]V
	order []string
}

func newMemory[V any]() *memory[V] { return &memory[V]{byKey: map[string]V{}} }

func (m *memory[V]) get(key string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.byKey[key]
	return v, ok
}

func (m *memory[V]) put(key string, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.byKey[key]; !known {
		m.order = append(m.order, key)
		if len(m.order) > memorable {
			delete(m.byKey, m.order[0])
			m.order = m.order[1:]
		}
	}
	m.byKey[key] = v
}

// take returns what is kept and forgets it.
func (m *memory[V]) take(key string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.byKey[key]
	if ok {
		delete(m.byKey, key)
		for i, k := range m.order {
			if k == key {
				m.order = append(m.order[:i:i], m.order[i+1:]...)
				break
			}
		}
	}
	return v, ok
}

// each calls f for everything kept, oldest first.
func (m *memory[V]) each(f func(key string, v V)) {
	m.mu.Lock()
	keys := append([]string(nil), m.order...)
	m.mu.Unlock()
	for _, k := range keys {
		if v, ok := m.get(k); ok {
			f(k, v)
		}
	}
}

// show puts members over the resources in an answer, by id.
func show(a *wire.Answer, m *memory[[]wire.Member]) {
	a.EachResource(func(r *wire.Node) bool {
		extra, ok := m.get(r.Get("id").Str())
		for _, e := range extra {
			r.Set(e.Name, e.Value.Clone())
		}
		return ok
	})
}
