package job

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// Store keeps the states of jobs. Implementations are safe for concurrent use.
type Store interface {
	// Load returns a job's state, which the caller may change. A job that was never stored has the zero state.
	Load(ctx context.Context, id string) (*State, error)
	// Apply makes the mutations durable, all or none, in order.
	Apply(ctx context.Context, id string, ms []Mutation) error
}

// Lister is a Store that can tell which jobs it has.
type Lister interface {
	// Jobs lists the ids of the jobs that were ever stored, sorted.
	Jobs(ctx context.Context) ([]string, error)
}

// Shared is a Store that others may write to as well.
type Shared interface {
	// Changed reports whether anybody else has written since the last call, or since the store was opened.
	Changed(ctx context.Context) (bool, error)
}

// Memory is a Store that forgets everything with the process. The zero value is ready to use.
type Memory struct {
	mu   sync.Mutex
	jobs map[string]*State
}

var (
	_ Store  = (*Memory)(nil)
	_ Lister = (*Memory)(nil)
)

// Jobs implements [Lister].
func (m *Memory) Jobs(ctx context.Context) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.jobs)), nil
}

// Load implements [Store].
func (m *Memory) Load(ctx context.Context, id string) (*State, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if s, ok := m.jobs[id]; ok {
		return s.Clone(), nil
	}
	return &State{}, nil
}

// Apply implements [Store].
func (m *Memory) Apply(ctx context.Context, id string, ms []Mutation) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.jobs == nil {
		m.jobs = make(map[string]*State)
	}
	if m.jobs[id] == nil {
		m.jobs[id] = &State{}
	}
	m.jobs[id].Apply(ms...)
	return nil
}
