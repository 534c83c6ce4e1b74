package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/entrasim/entrasim/server/internal/httpapi"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// browser lets the admin plane look at resources exactly as the SCIM port shows them. Without a public URL the locations are
// relative to the server, since the admin plane does not know under which address clients reach the SCIM port.
type browser struct{ s *Server }

// scope is how the organisation's resources are handled, and the resource type with the given name.
func (b browser) scope(ctx context.Context, o store.Organisation, typ string) (resources.Scope, *schema.ResourceType, error) {
	p, err := b.s.profiles.For(ctx, o.ID)
	if err != nil {
		return resources.Scope{}, nil, err
	}
	rt := p.Registry.ResourceType(typ)
	if rt == nil {
		return resources.Scope{}, nil, store.ErrNotFound
	}
	return httpapi.ScopeOf(p, o.ID, b.s.cfg.PublicURL+b.s.cfg.BasePath), rt, nil
}

func (b browser) List(ctx context.Context, o store.Organisation, typ, filter string, startIndex, count int) ([]byte, error) {
	sc, rt, err := b.scope(ctx, o, typ)
	if err != nil {
		return nil, err
	}
	body, err := b.s.resources.List(ctx, sc, rt, resources.Query{Filter: filter, StartIndex: startIndex, Count: count})
	return body, explained(err)
}

func (b browser) Get(ctx context.Context, o store.Organisation, typ, id string) ([]byte, error) {
	sc, rt, err := b.scope(ctx, o, typ)
	if err != nil {
		return nil, err
	}
	a, err := b.s.resources.Get(ctx, sc, rt, id, resources.Precondition{}, nil)
	return a.Body, explained(err)
}

// badQuery is a client's mistake, told by its detail.
type badQuery struct{ cause *scim.Error }

func (b badQuery) Error() string  { return b.cause.Error() }
func (b badQuery) Detail() string { return b.cause.Detail }

// explained puts SCIM errors into the admin plane's terms.
func explained(err error) error {
	var e *scim.Error
	switch {
	case !errors.As(err, &e):
		return err
	case e.Status == http.StatusNotFound:
		return store.ErrNotFound
	}
	return badQuery{e}
}
