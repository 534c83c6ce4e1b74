package memory

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (t *tx) PutOrganisation(ctx context.Context, o store.Organisation) error {
	err := errors.Join(t.usable(ctx), o.Check())
	if err != nil {
		return fmt.Errorf("put organisation %s: %w", o.ID, err)
	}
	o = cloneOrganisation(o)
	o.Created = instant(o.Created)
	if have := t.state.organisations[o.ID]; have != nil {
		old := have.Organisation
		o.SettingsVersion = old.SettingsVersion
		t.do(func() { have.Organisation = o }, func() { have.Organisation = old })
		return nil
	}
	o.SettingsVersion = 0
	put(t, t.state.organisations, o.ID, newOrganisation(o))
	return nil
}

func (t *tx) DeleteOrganisation(ctx context.Context, id string) error {
	if _, err := t.organisation(ctx, id); err != nil {
		return fmt.Errorf("delete organisation %s: %w", id, err)
	}
	for _, p := range t.state.providers {
		if p.Organisation == id {
			t.deleteProvider(p.ID)
		}
	}
	remove(t, t.state.organisations, id)
	return nil
}

func (t *tx) PutProvider(ctx context.Context, p store.Provider) error {
	if err := t.putProvider(ctx, p); err != nil {
		return fmt.Errorf("put provider %s: %w", p.ID, err)
	}
	return nil
}

func (t *tx) putProvider(ctx context.Context, p store.Provider) error {
	if err := p.Check(); err != nil {
		return err
	}
	if _, err := t.organisation(ctx, p.Organisation); err != nil {
		return err
	}
	if old, ok := t.state.providers[p.ID]; ok && old.Organisation != p.Organisation {
		return store.ErrConflict
	}
	p.Created = instant(p.Created)
	put(t, t.state.providers, p.ID, p)
	return nil
}

func (t *tx) DeleteProvider(ctx context.Context, id string) error {
	err := t.usable(ctx)
	if err == nil {
		if _, ok := t.state.providers[id]; !ok {
			err = store.ErrNotFound
		}
	}
	if err != nil {
		return fmt.Errorf("delete provider %s: %w", id, err)
	}
	t.deleteProvider(id)
	return nil
}

func (t *tx) deleteProvider(id string) {
	for _, k := range t.state.tokens {
		if k.Provider == id {
			remove(t, t.state.hashes, k.Hash)
			remove(t, t.state.tokens, k.ID)
		}
	}
	for _, c := range t.state.clients {
		if c.Provider == id {
			remove(t, t.state.clients, c.ID)
		}
	}
	remove(t, t.state.providers, id)
}

func (t *tx) PutToken(ctx context.Context, k store.Token) error {
	if err := t.putToken(ctx, k); err != nil {
		return fmt.Errorf("put token %s: %w", k.ID, err)
	}
	return nil
}

func (t *tx) putToken(ctx context.Context, k store.Token) error {
	if err := errors.Join(t.usable(ctx), k.Check()); err != nil {
		return err
	}
	if p, ok := t.state.providers[k.Provider]; !ok || p.Organisation != k.Organisation {
		return fmt.Errorf("provider %s: %w", k.Provider, store.ErrNotFound)
	}
	old, have := t.state.tokens[k.ID]
	if have && old.Provider != k.Provider {
		return store.ErrConflict
	}
	if owner, taken := t.state.hashes[k.Hash]; taken && owner != k.ID {
		return store.ErrConflict
	}
	k.Created, k.Expires = instant(k.Created), instant(k.Expires)
	k.Revoked, k.LastUsed = instant(k.Revoked), instant(k.LastUsed)
	if have {
		remove(t, t.state.hashes, old.Hash)
	}
	put(t, t.state.hashes, k.Hash, k.ID)
	put(t, t.state.tokens, k.ID, k)
	return nil
}

func (t *tx) DeleteTokens(ctx context.Context, expired time.Time) (n int, err error) {
	if err := t.usable(ctx); err != nil {
		return 0, fmt.Errorf("delete expired tokens: %w", err)
	}
	for _, k := range t.state.tokens {
		if !k.Expires.IsZero() && k.Expires.Before(expired) {
			remove(t, t.state.hashes, k.Hash)
			remove(t, t.state.tokens, k.ID)
			n++
		}
	}
	return n, nil
}

func (t *tx) PutRoleMapping(ctx context.Context, m store.RoleMapping) error {
	o, g, err := t.entry(ctx, m.Organisation, store.TypeGroup, m.GroupID)
	if err != nil {
		return fmt.Errorf("map group %s to role %s: %w", m.GroupID, m.Role, err)
	}
	put(t, o.mapped, g, m.Role)
	return nil
}

func (t *tx) DeleteRoleMapping(ctx context.Context, org, group string) error {
	o, g, err := t.entry(ctx, org, store.TypeGroup, group)
	if err == nil {
		if _, mapped := o.mapped[g]; !mapped {
			err = store.ErrNotFound
		}
	}
	if err != nil {
		return fmt.Errorf("delete role mapping of group %s: %w", group, err)
	}
	t.unmap(o, g)
	return nil
}

func (t *tx) unmap(o *organisation, g *entry) { remove(t, o.mapped, g) }

// put and remove change a map so that it can be undone.
func put[K comparable, V any](t *tx, m map[K]V, key K, value V) {
	restore := restorer(m, key)
	t.do(func() { m[key] = value }, restore)
}

func remove[K comparable, V any](t *tx, m map[K]V, key K) {
	restore := restorer(m, key)
	t.do(func() { delete(m, key) }, restore)
}

func restorer[K comparable, V any](m map[K]V, key K) func() {
	if old, had := m[key]; had {
		return func() { m[key] = old }
	}
	return func() { delete(m, key) }
}
