package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// browser lets the admin plane look at resources exactly as the SCIM port shows them. Without a public URL the locations are
// relative to the server, since the admin plane does not know under which address clients reach the SCIM port.
type browser struct{ s *Server }

func (b browser) scope(o store.Organisation) resources.Scope {
	return b.s.scim.Scope(o.ID, o.Mood, b.s.cfg.PublicURL+b.s.cfg.BasePath)
}

func (b browser) List(ctx context.Context, o store.Organisation, typ, filter string, startIndex, count int) ([]byte, error) {
	rt := schema.Core().ResourceType(typ)
	body, err := b.s.resources.List(ctx, b.scope(o), rt, resources.Query{Filter: filter, StartIndex: startIndex, Count: count})
	return body, explained(err)
}

func (b browser) Get(ctx context.Context, o store.Organisation, typ, id string) ([]byte, error) {
	rt := schema.Core().ResourceType(typ)
	a, err := b.s.resources.Get(ctx, b.scope(o), rt, id, resources.Precondition{}, nil)
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
