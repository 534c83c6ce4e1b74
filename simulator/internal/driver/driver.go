package driver

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/entrasim/entrasim/simulator/internal/clock"
	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Doer sends requests. [scimclient.Client] is one.
type Doer interface {
	Do(ctx context.Context, r scimclient.Request) (scimclient.Response, scimclient.Exchange, error)
}

// Driver carries out cycles against one endpoint. Its fields must not change while it runs.
type Driver struct {
	Client   Doer
	Clock    clock.Clock
	Throttle dial.Throttle // what happens on 429; empty means next-cycle
	Store    job.Store     // nil when the state need not outlive the process
	Job      string        // the job's name in the store

	// Entry takes the log entries in canonical order, each with the exchanges it caused. It is called from Run.
	Entry func(e *engine.Entry, exchanges []scimclient.Exchange) error
	// Probe takes the exchanges that belong to no entry, those of the probe, as they come.
	Probe func(scimclient.Exchange)

	gate gate
}

// answer is what came of one operation.
type answer struct {
	reply     engine.Reply
	exchanges []scimclient.Exchange
	cut       bool // the context ended before there was a reply
}

// run is the state of one call of Run.
type run struct {
	*Driver
	cycle     *engine.Cycle
	answers   chan answer
	underway  int
	exchanges map[engine.OpID][]scimclient.Exchange
}

// Run carries out a cycle. When ctx ends first, its cause is returned and the cycle has the result Canceled. Any
// other error comes from the store or from Entry, and also ends the cycle.
func (d *Driver) Run(ctx context.Context, c *engine.Cycle) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &run{Driver: d, cycle: c, answers: make(chan answer), exchanges: make(map[engine.OpID][]scimclient.Exchange)}
	var workers sync.WaitGroup
	defer workers.Wait()
	for {
		done, ops, err := r.take(ctx)
		if err != nil {
			cancel(err)
		}
		if done {
			return err
		}
		if ctx.Err() != nil {
			return r.stop(ctx)
		}
		if len(ops) == 1 && r.underway == 0 {
			// Nothing else can happen meanwhile, so nobody else is needed: it is the way of every request at concurrency 1.
			r.underway++
			r.accept(d.perform(ctx, ops[0]))
			continue
		}
		for _, op := range ops {
			r.underway++
			workers.Go(func() { r.answers <- d.perform(ctx, op) })
		}
		if r.underway == 0 {
			return fmt.Errorf("run cycle: the engine waits for a reply and has asked for nothing")
		}
		r.accept(<-r.answers)
	}
}

// take stores and hands on what the engine has ready.
func (r *run) take(ctx context.Context) (done bool, ops []engine.Op, err error) {
	ready := r.cycle.Ready()
	if r.Store != nil && len(ready.Mutations) > 0 {
		// What has happened in the target must be stored also when the run is being stopped.
		if err := r.Store.Apply(context.WithoutCancel(ctx), r.Job, ready.Mutations); err != nil {
			return ready.Done, nil, fmt.Errorf("store job state: %w", err)
		}
	}
	for _, e := range ready.Entries {
		var list []scimclient.Exchange
		for _, id := range e.Ops {
			list = append(list, r.exchanges[id]...)
			delete(r.exchanges, id)
		}
		if r.Entry == nil {
			continue
		}
		if err := r.Entry(e, list); err != nil {
			return ready.Done, nil, fmt.Errorf("write provisioning log: %w", err)
		}
	}
	return ready.Done, ready.Ops, nil
}

// accept feeds one answer to the engine.
func (r *run) accept(a answer) {
	r.underway--
	if a.cut {
		return
	}
	if a.reply.ID.Pass == engine.PassProbe {
		if r.Probe != nil {
			for _, x := range a.exchanges {
				r.Probe(x)
			}
		}
	} else {
		r.exchanges[a.reply.ID] = a.exchanges
	}
	r.cycle.Step(a.reply)
}

// stop waits for the requests under way, which end at once, and closes the cycle.
func (r *run) stop(ctx context.Context) error {
	for r.underway > 0 {
		r.accept(<-r.answers)
	}
	r.cycle.Abort()
	_, _, err := r.take(ctx)
	return errors.Join(context.Cause(ctx), err)
}
