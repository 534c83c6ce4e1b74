package oauth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Stored keeps clients, and assertions that were used, in the server's store, so that all processes on it know them.
type Stored struct{ Store store.Store }

var (
	_ Clients = Stored{}
	_ Used    = Stored{}
)

// document is the part of a client that the store does not look into.
type document struct {
	Scopes      []string         `json:"scopes"`
	Lifetime    int64            `json:"lifetime"` // seconds
	Secrets     []secretDocument `json:"secrets"`
	Federations []Federation     `json:"federations"`
}

// secretDocument is a Secret with its hash.
type secretDocument struct {
	ID      string    `json:"id"`
	Label   string    `json:"label"`
	Hash    [32]byte  `json:"hash"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Revoked time.Time `json:"revoked,omitzero"`
}

func toRecord(c Client) (store.Client, error) {
	d := document{Scopes: c.Scopes, Lifetime: int64(c.Lifetime / time.Second), Federations: c.Federations, Secrets: make([]secretDocument, len(c.Secrets))}
	for i, x := range c.Secrets {
		d.Secrets[i] = secretDocument(x)
	}
	doc, err := json.Marshal(d, json.Deterministic(true))
	if err != nil {
		return store.Client{}, fmt.Errorf("write client %s: %w", c.ID, err)
	}
	return store.Client{ID: c.ID, Organisation: c.Organisation, Provider: c.Provider, Created: c.Created, Doc: doc}, nil
}

func fromRecord(r store.Client) (Client, error) {
	var d document
	if err := json.Unmarshal(r.Doc, &d); err != nil {
		return Client{}, fmt.Errorf("read client %s: %w", r.ID, err)
	}
	c := Client{
		ID: r.ID, Organisation: r.Organisation, Provider: r.Provider, Created: r.Created,
		Scopes: d.Scopes, Lifetime: time.Duration(d.Lifetime) * time.Second, Federations: d.Federations, Secrets: make([]Secret, len(d.Secrets)),
	}
	for i, x := range d.Secrets {
		c.Secrets[i] = Secret(x)
	}
	return c, nil
}

// Client returns one client.
func (s Stored) Client(ctx context.Context, id string) (Client, error) {
	r, err := s.Store.Client(ctx, id)
	if err != nil {
		return Client{}, err
	}
	return fromRecord(r)
}

// Clients lists an organisation's clients.
func (s Stored) Clients(ctx context.Context, org string) ([]Client, error) {
	records, err := s.Store.Clients(ctx, org)
	if err != nil {
		return nil, err
	}
	list := make([]Client, len(records))
	for i, r := range records {
		if list[i], err = fromRecord(r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Insert adds a client.
func (s Stored) Insert(ctx context.Context, c Client) error {
	r, err := toRecord(c)
	if err != nil {
		return err
	}
	return s.Store.Update(ctx, func(tx store.Tx) error {
		switch _, err := tx.Client(ctx, c.ID); {
		case err == nil:
			return store.ErrConflict
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
		return tx.PutClient(ctx, r)
	})
}

// Update changes a client.
func (s Stored) Update(ctx context.Context, id string, fn func(*Client) error) error {
	return s.Store.Update(ctx, func(tx store.Tx) error {
		r, err := tx.Client(ctx, id)
		if err != nil {
			return err
		}
		c, err := fromRecord(r)
		if err != nil {
			return err
		}
		if err := fn(&c); err != nil {
			return err
		}
		if r, err = toRecord(c); err != nil {
			return err
		}
		return tx.PutClient(ctx, r)
	})
}

// Delete removes a client.
func (s Stored) Delete(ctx context.Context, id string) error {
	return s.Store.Update(ctx, func(tx store.Tx) error { return tx.DeleteClient(ctx, id) })
}

// Use notes an assertion.
func (s Stored) Use(ctx context.Context, fingerprint [32]byte, now, until time.Time) (bool, error) {
	var fresh bool
	err := s.Store.Update(ctx, func(tx store.Tx) error {
		var err error
		fresh, err = tx.UseOnce(ctx, fingerprint, now, until)
		return err
	})
	return fresh, err
}
