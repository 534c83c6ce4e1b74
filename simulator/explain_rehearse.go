package simulator

import (
	"context"
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/driver"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// newResource stands for the id that the target would give to what is created.
const newResource = "NEW"

// rehearsal answers the engine: reads are passed on to the target, writes are noted and succeed.
type rehearsal struct {
	client *scimclient.Client
	read   *scimclient.Object // as the target showed it last
	reads  []Exchange
	writes []Exchange
}

// Do implements driver.Doer.
func (r *rehearsal) Do(ctx context.Context, q scimclient.Request) (scimclient.Response, Exchange, error) {
	switch q.Kind {
	case scimclient.KindProbeUsers, scimclient.KindProbeGroups:
		// Whether the connection holds is seen by what is asked about the object.
		return scimclient.Response{List: &scimclient.List{}}, Exchange{}, nil
	case scimclient.KindCreate, scimclient.KindUpdate, scimclient.KindDelete:
		x, err := r.client.Preview(q)
		if err != nil {
			return scimclient.Response{}, x, err
		}
		r.writes = append(r.writes, x)
		return scimclient.Response{Resource: scimclient.Blank(newResource)}, x, nil
	}
	if q.ID == newResource {
		return scimclient.Response{List: &scimclient.List{}}, Exchange{}, nil
	}
	resp, x, err := r.client.Do(ctx, q)
	r.reads = append(r.reads, x)
	switch {
	case err != nil || q.Kind == scimclient.KindReferenceCheck:
	case resp.Resource != nil:
		r.read = resp.Resource
	case resp.List != nil && len(resp.List.Resources) == 1:
		r.read = resp.List.Resources[0]
	}
	return resp, x, err
}

// rehearse plays what the next cycle would do with the object.
func (x *explainer) rehearse(ctx context.Context) error {
	x.out.Asked = true
	r := &rehearsal{client: x.client}
	x.input.Subject = &engine.Subject{ID: x.out.ID, Kind: x.object.Kind(), Change: x.change}
	run := engine.New(x.input)
	d := driver.Driver{Client: r, Clock: x.clock, Entry: func(e *engine.Entry, _ []scimclient.Exchange) error {
		x.out.Outcome = append(x.out.Outcome, e.Record)
		return nil
	}}
	if err := d.Run(ctx, run); err != nil {
		return fmt.Errorf("explain %s: %w", x.out.Name, err)
	}
	x.out.Refusal = failureOf(run.Result().Failure)
	if r.read == nil && len(r.reads) == 0 {
		if err := x.lookUp(ctx, r); err != nil {
			return err
		}
	}
	x.read = r.read
	x.out.Reads, x.out.Writes = r.reads, r.writes
	if r.read != nil {
		x.out.Target = r.read.JSON()
	}
	return nil
}

// lookUp looks for an account of the object although the cycle has no reason to: somebody who is not in scope may have one.
func (x *explainer) lookUp(ctx context.Context, r *rehearsal) error {
	resource := scimclient.Users
	if x.object.Kind() == KindGroup {
		resource = scimclient.Groups
	}
	for _, m := range x.rule.Matching() {
		value, ok, err := m.MatchValue(x.input.Context(x.object, x.decision))
		if err != nil || !ok {
			continue // the attribute's own explanation says so
		}
		_, _, err = r.Do(ctx, scimclient.Request{Kind: scimclient.KindMatch, Resource: resource, Match: m.Path, Value: value})
		if err != nil && ctx.Err() != nil {
			return fmt.Errorf("explain %s: %w", x.out.Name, err)
		}
		if err != nil || r.read != nil {
			return nil
		}
	}
	return nil
}
