package tenant

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
)

// CreateProvider connects an identity provider to an organisation. Provider ids are unique over all organisations, because
// a token carries only the provider's. An empty name becomes the id.
func (s *Service) CreateProvider(ctx context.Context, org, id, name string) (store.Provider, error) {
	if err := errors.Join(checkShortName("provider id", id), checkLabel("provider name", name)); err != nil {
		return store.Provider{}, firstRefusal(err)
	}
	p := store.Provider{ID: id, Organisation: org, Name: cmp.Or(name, id), Created: s.cfg.Now().UTC()}
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		if _, err := organisation(ctx, tx, org); err != nil {
			return err
		}
		switch _, err := tx.Provider(ctx, id); {
		case err == nil:
			return refusal.New(refusal.Conflict, "provider %q exists already", id).WithHint("provider ids are unique over all organisations; choose another")
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
		return tx.PutProvider(ctx, p)
	})
	if err != nil {
		return store.Provider{}, fmt.Errorf("create provider: %w", err)
	}
	return p, nil
}

// Providers lists an organisation's providers by id.
func (s *Service) Providers(ctx context.Context, org string) ([]store.Provider, error) {
	if _, err := s.Organisation(ctx, org); err != nil {
		return nil, err
	}
	ps, err := s.cfg.Store.Providers(ctx, org)
	if err != nil {
		return nil, fmt.Errorf("list providers: %w", err)
	}
	return ps, nil
}

// DeleteProvider removes a provider with its tokens.
func (s *Service) DeleteProvider(ctx context.Context, org, id string) error {
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		if _, err := provider(ctx, tx, org, id); err != nil {
			return err
		}
		return tx.DeleteProvider(ctx, id)
	})
	s.cache.drop()
	if err != nil {
		return fmt.Errorf("delete provider: %w", err)
	}
	return nil
}

// provider reads one provider of the organisation; another organisation's counts as absent.
func provider(ctx context.Context, r store.Reader, org, id string) (store.Provider, error) {
	p, err := r.Provider(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return p, fmt.Errorf("read provider: %w", err)
	}
	if err != nil || p.Organisation != org {
		return store.Provider{}, refusal.New(refusal.NotFound, "organisation %q has no provider %q", org, id).WithHint("list them with: entrasim token list --org %s", org)
	}
	return p, nil
}
