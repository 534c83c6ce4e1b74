package fault

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
)

// Fault is what goes wrong, and when.
type Fault struct {
	Match Match
	Act   Act
}

// Act is what is done with a request: one of the types of this package.
type Act interface {
	check() error
	// carry takes the place of the transport for one request.
	carry(base http.RoundTripper, r *http.Request) (*http.Response, error)
}

// Plan is the list of faults in force. The zero value has none. It is safe for concurrent use.
type Plan struct {
	mu     sync.Mutex
	faults []*planned
}

// planned is a fault with its count.
type planned struct {
	Fault
	name string
	seen int // matching requests
	hits int // requests that fell to it
}

// Add puts a fault into force, behind those before it. The name is for Unused.
func (p *Plan) Add(name string, f Fault) error {
	if err := errors.Join(f.Match.check(), f.Act.check()); err != nil {
		return fmt.Errorf("add fault: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, &planned{Fault: f, name: name})
	return nil
}

// Clear takes all faults out of force and returns the names of those that never happened, in order.
func (p *Plan) Clear() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var unused []string
	for _, f := range p.faults {
		if f.hits == 0 {
			unused = append(unused, f.name)
		}
	}
	p.faults = nil
	return unused
}

// Wrap puts the plan around a transport.
func (p *Plan) Wrap(base http.RoundTripper) http.RoundTripper { return &transport{p, base} }

type transport struct {
	plan *Plan
	base http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	act, err := t.plan.choose(r)
	switch {
	case err != nil:
		return nil, err
	case act == nil:
		return t.base.RoundTrip(r)
	default:
		return act.carry(t.base, r)
	}
}

// choose counts the request and finds the fault that it falls to, or none.
func (p *Plan) choose(r *http.Request) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var chosen *planned
	for _, f := range p.faults {
		ok, err := f.Match.matches(r)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		f.seen++
		if chosen == nil && f.Match.inForce(f.seen) {
			chosen = f
		}
	}
	if chosen == nil {
		return nil, nil
	}
	chosen.hits++
	return chosen.Act, nil
}
