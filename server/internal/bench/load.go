package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

const (
	batch   = 500 // users stored in one transaction
	loaders = 4   // at the same time
)

// load stores users as the server would, many in one transaction, and returns their ids.
func load(ctx context.Context, st store.Store, size int) ([]string, error) {
	ids := make([]string, size)
	minted := resources.RandomIDs(time.Now, rand.Reader)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(loaders)
	for from := 0; from < size; from += batch {
		g.Go(func() error {
			return st.Update(ctx, func(tx store.Tx) error {
				users := resources.New(resources.Config{Store: within{tx}, Now: time.Now, IDs: minted})
				for n := from; n < min(from+batch, size); n++ {
					id, err := create(ctx, users, n)
					if err != nil {
						return err
					}
					ids[n] = id
				}
				return nil
			})
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return ids, nil
}

func create(ctx context.Context, users *resources.Service, n int) (string, error) {
	body, err := scim.Decode([]byte(userBody(n)), scim.Limits{})
	if err != nil {
		return "", fmt.Errorf("read user %d: %w", n, err)
	}
	scope := resources.Scope{Organisation: server.DefaultOrganisation, Mode: schema.ModeEntra(), Base: "http://127.0.0.1"}
	made, err := users.Create(ctx, scope, schema.Core().ResourceType(store.TypeUser), body, nil)
	return made.ID, err
}

// within is a store whose every change is part of one transaction.
type within struct{ store.Tx }

var _ store.Store = within{}

func (w within) Update(_ context.Context, fn func(store.Tx) error) error { return fn(w.Tx) }
func (w within) Ping(context.Context) error                              { return nil }
func (w within) Close() error                                            { return nil }

// post stores users through the server's handler, for a store that nobody else can open.
func post(ctx context.Context, api caller, size int) ([]string, error) {
	ids := make([]string, size)
	for n := range ids {
		made, err := api.call(ctx, http.MethodPost, "/Users", userBody(n), http.StatusCreated)
		if err != nil {
			return nil, err
		}
		ids[n] = idOf(made)
	}
	return ids, nil
}

// loadInto opens a store that nobody else has open and loads it.
func loadInto(ctx context.Context, open func(context.Context) (store.Store, error), size int) (ids []string, err error) {
	st, err := open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return load(ctx, st, size)
}
