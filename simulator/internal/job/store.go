package job

import (
	"context"
	"sync"
)

// Store keeps the states of jobs. Implementations are safe for concurrent use.
type Store interface {
	// Load returns a job's state, which the caller may change. A job that was never stored has the zero state.
	Load(ctx context.Context, id string) (*State, error)
	// Apply makes the mutations durable, all or none, in order.
	Apply(ctx context.Context, id string, ms []Mutation) error
}

// Memory is a Store that forgets everything with the process. The zero value is ready to use.
type Memory struct {
	mu   sync.Mutex
	jobs map[string]*State
}

var _ Store = (*Memory)(nil)

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
