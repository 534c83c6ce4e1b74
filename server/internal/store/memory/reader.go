package memory

import (
	"context"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

// reader answers questions about a state; the lock is its creator's business.
type reader struct{ state *state }

var _ store.Reader = reader{}

func (r reader) usable(ctx context.Context) error {
	if r.state == nil {
		return errEnded
	}
	return ctx.Err()
}

// organisation returns a tenant, or ErrNotFound.
func (r reader) organisation(ctx context.Context, id string) (*organisation, error) {
	if err := r.usable(ctx); err != nil {
		return nil, err
	}
	if o := r.state.organisations[id]; o != nil {
		return o, nil
	}
	return nil, store.ErrNotFound
}

// entry returns a resource of a type, or ErrNotFound.
func (r reader) entry(ctx context.Context, org, typ, id string) (*organisation, *entry, error) {
	o, err := r.organisation(ctx, org)
	if err != nil {
		return nil, nil, err
	}
	if e := o.resources[id]; e != nil && e.record.Type == typ {
		return o, e, nil
	}
	return nil, nil, store.ErrNotFound
}

func (r reader) Get(ctx context.Context, org, typ, id string) (store.Record, error) {
	_, e, err := r.entry(ctx, org, typ, id)
	if err != nil {
		return store.Record{}, fmt.Errorf("read %s %s: %w", typ, id, err)
	}
	return e.copy(), nil
}
