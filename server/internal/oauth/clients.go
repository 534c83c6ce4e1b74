package oauth

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Clients keeps registered clients. What its methods return is the caller's to keep and change.
type Clients interface {
	// Client returns one client, or store.ErrNotFound.
	Client(ctx context.Context, id string) (Client, error)
	// Clients lists an organisation's clients by id.
	Clients(ctx context.Context, org string) ([]Client, error)
	// Insert adds a client; store.ErrConflict when the id is taken.
	Insert(ctx context.Context, c Client) error
	// Update changes a client in one step; store.ErrNotFound when there is none. An error from fn changes nothing and is
	// returned as it is. fn may run more than once.
	Update(ctx context.Context, id string, fn func(*Client) error) error
	// Delete removes a client with its secrets; store.ErrNotFound when there is none.
	Delete(ctx context.Context, id string) error
}

// Memory keeps clients in this process. The zero value is empty and ready.
type Memory struct {
	mu      sync.Mutex
	clients map[string]Client
}

var _ Clients = (*Memory)(nil)

func clone(c Client) Client {
	c.Scopes, c.Secrets, c.Federations = slices.Clone(c.Scopes), slices.Clone(c.Secrets), slices.Clone(c.Federations)
	return c
}

// Client returns one client.
func (m *Memory) Client(_ context.Context, id string) (Client, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.clients[id]
	if !ok {
		return Client{}, store.ErrNotFound
	}
	return clone(c), nil
}

// Clients lists an organisation's clients.
func (m *Memory) Clients(_ context.Context, org string) ([]Client, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []Client
	for _, c := range m.clients {
		if c.Organisation == org {
			list = append(list, clone(c))
		}
	}
	slices.SortFunc(list, func(a, b Client) int { return cmp.Compare(a.ID, b.ID) })
	return list, nil
}

// Insert adds a client.
func (m *Memory) Insert(_ context.Context, c Client) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.clients[c.ID]; ok {
		return store.ErrConflict
	}
	if m.clients == nil {
		m.clients = map[string]Client{}
	}
	m.clients[c.ID] = clone(c)
	return nil
}

// Update changes a client.
func (m *Memory) Update(_ context.Context, id string, fn func(*Client) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.clients[id]
	if !ok {
		return store.ErrNotFound
	}
	c = clone(c)
	if err := fn(&c); err != nil {
		return err
	}
	m.clients[id] = clone(c)
	return nil
}

// Delete removes a client.
func (m *Memory) Delete(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.clients[id]; !ok {
		return store.ErrNotFound
	}
	delete(m.clients, id)
	return nil
}
