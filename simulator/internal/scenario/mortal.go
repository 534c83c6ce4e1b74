package scenario

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// mortal stands around the store and the transport of a simulator that lives until its last step.
type mortal struct {
	simulator.Store
	die func() // called at the moment of death

	mu      sync.Mutex
	counted bool
	steps   int
	last    int
}

// errKilled is what a dead process would report if it could.
var errKilled = errors.New("the simulator has been killed")

// begin starts the count.
func (m *mortal) begin() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counted = true
}

// step reports whether the simulator is still alive after it.
func (m *mortal) step() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.counted {
		return true
	}
	m.steps++
	if m.steps == m.last {
		m.die()
	}
	return m.steps < m.last
}

// Apply implements [simulator.Store].
func (m *mortal) Apply(ctx context.Context, id string, ms []job.Mutation) error {
	if !m.step() {
		return errKilled
	}
	if err := m.Store.Apply(ctx, id, ms); err != nil {
		return err
	}
	if !m.step() {
		return errKilled
	}
	return nil
}

// around puts the mortal in front of a transport.
func (m *mortal) around(base http.RoundTripper) http.RoundTripper { return &lifeline{m, base} }

// lifeline is a transport that dies with its simulator.
type lifeline struct {
	mortal *mortal
	base   http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (l *lifeline) RoundTrip(r *http.Request) (*http.Response, error) {
	if !l.mortal.step() {
		return nil, errKilled
	}
	res, err := l.base.RoundTrip(r)
	if !l.mortal.step() {
		if err == nil {
			err = res.Body.Close()
		}
		return nil, errors.Join(errKilled, err)
	}
	return res, err
}
