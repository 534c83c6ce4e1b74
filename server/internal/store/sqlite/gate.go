package sqlite

import (
	"sync"

	"github.com/entrasim/entrasim/server/internal/store"
)

// gate counts the calls that use the store, so that Close can refuse new ones and wait for the others.
type gate struct {
	mu     sync.Mutex
	inside int
	closed bool
	empty  chan struct{} // closed when closed and nobody is inside
}

func newGate() *gate { return &gate{empty: make(chan struct{})} }

func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return store.ErrClosed
	}
	g.inside++
	return nil
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	if g.closed && g.inside == 0 {
		close(g.empty)
	}
}

// close returns when everybody has left; first says whether this call was the one that closed the gate.
func (g *gate) close() (first bool) {
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
