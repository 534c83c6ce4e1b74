package gate

import (
	"sync"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Gate counts the calls that use a store. Use New.
type Gate struct {
	mu     sync.Mutex
	inside int
	closed bool
	empty  chan struct{} // closed when closed and nobody is inside
}

// New returns an open gate.
func New() *Gate { return &Gate{empty: make(chan struct{})} }

// Enter begins a call, or gives store.ErrClosed. Leave ends it.
func (g *Gate) Enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return store.ErrClosed
	}
	g.inside++
	return nil
}

// Leave ends a call.
func (g *Gate) Leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	if g.closed && g.inside == 0 {
		close(g.empty)
	}
}

// Close returns when everybody has left; first says whether this call was the one that closed the gate.
func (g *Gate) Close() (first bool) {
	g.mu.Lock()
	if !g.closed {
		first, g.closed = true, true
		if g.inside == 0 {
			close(g.empty)
		}
	}
	g.mu.Unlock()
	<-g.empty
	return first
}
