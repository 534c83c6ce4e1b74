package memory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (r reader) Settings(ctx context.Context, org string) (store.Settings, error) {
	o, err := r.organisation(ctx, org)
	if err != nil {
		return store.Settings{}, fmt.Errorf("read settings of organisation %s: %w", org, err)
	}
	return store.Settings{Organisation: org, Version: o.SettingsVersion, Doc: bytes.Clone(o.settings)}, nil
}

func (t *tx) PutSettings(ctx context.Context, org string, doc []byte) (int64, error) {
	o, err := t.organisation(ctx, org)
	if err != nil {
		return 0, fmt.Errorf("put settings of organisation %s: %w", org, err)
	}
	old, version, doc := o.settings, o.SettingsVersion, bytes.Clone(doc)
	t.do(func() { o.settings, o.SettingsVersion = doc, version+1 }, func() { o.settings, o.SettingsVersion = old, version })
	return version + 1, nil
}

func cloneClient(c store.Client) store.Client {
	c.Doc = bytes.Clone(c.Doc)
	return c
}

func (r reader) Client(ctx context.Context, id string) (store.Client, error) {
	err := r.usable(ctx)
	if err == nil {
		if c, ok := r.state.clients[id]; ok {
			return cloneClient(c), nil
		}
		err = store.ErrNotFound
	}
	return store.Client{}, fmt.Errorf("read client %s: %w", id, err)
}

func (r reader) Clients(ctx context.Context, org string) (clients []store.Client, err error) {
	if err := r.usable(ctx); err != nil {
		return nil, fmt.Errorf("list clients of organisation %s: %w", org, err)
	}
	for _, c := range r.state.clients {
		if c.Organisation == org {
			clients = append(clients, cloneClient(c))
		}
	}
	slices.SortFunc(clients, func(a, b store.Client) int { return strings.Compare(a.ID, b.ID) })
	return clients, nil
}

func (t *tx) PutClient(ctx context.Context, c store.Client) error {
	if err := t.putClient(ctx, c); err != nil {
		return fmt.Errorf("put client %s: %w", c.ID, err)
	}
	return nil
}

func (t *tx) putClient(ctx context.Context, c store.Client) error {
	if err := errors.Join(t.usable(ctx), c.Check()); err != nil {
		return err
	}
	if p, ok := t.state.providers[c.Provider]; !ok || p.Organisation != c.Organisation {
		return fmt.Errorf("provider %s: %w", c.Provider, store.ErrNotFound)
	}
	if old, have := t.state.clients[c.ID]; have && old.Provider != c.Provider {
		return store.ErrConflict
	}
	c = cloneClient(c)
	c.Created = instant(c.Created)
	put(t, t.state.clients, c.ID, c)
	return nil
}

func (t *tx) DeleteClient(ctx context.Context, id string) error {
	err := t.usable(ctx)
	if err == nil {
		if _, have := t.state.clients[id]; !have {
			err = store.ErrNotFound
		}
	}
	if err != nil {
		return fmt.Errorf("delete client %s: %w", id, err)
	}
	remove(t, t.state.clients, id)
	return nil
}

func (t *tx) UseOnce(ctx context.Context, fingerprint [32]byte, now, until time.Time) (bool, error) {
	if err := errors.Join(t.usable(ctx), store.CheckTime("until", until)); err != nil {
		return false, fmt.Errorf("note fingerprint: %w", err)
	}
	for f, over := range t.state.used {
		if !now.Before(over) {
			remove(t, t.state.used, f)
		}
	}
	if _, noted := t.state.used[fingerprint]; noted {
		return false, nil
	}
	put(t, t.state.used, fingerprint, until)
	return true, nil
}

// Lock has nothing to do: one Update runs at a time.
func (t *tx) Lock(ctx context.Context, org string) error {
	if err := t.usable(ctx); err != nil {
		return fmt.Errorf("lock organisation %s: %w", org, err)
	}
	return nil
}
