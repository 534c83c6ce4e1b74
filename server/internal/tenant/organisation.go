package tenant

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
)

// CreateOrganisation adds an organisation with the configured mood and role list. An empty name becomes the id.
func (s *Service) CreateOrganisation(ctx context.Context, id, name string) (store.Organisation, error) {
	if err := errors.Join(checkShortName("organisation id", id), checkLabel("organisation name", name)); err != nil {
		return store.Organisation{}, firstRefusal(err)
	}
	if name == "" {
		name = id
	}
	o := store.Organisation{ID: id, Name: name, Roles: slices.Clone(s.cfg.Roles), Mood: s.cfg.Mood, Created: s.cfg.Now().UTC()}
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		switch _, err := tx.Organisation(ctx, id); {
		case err == nil:
			return refusal.New(refusal.Conflict, "organisation %q exists already", id).WithHint("choose another id, or use the existing one")
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
		return tx.PutOrganisation(ctx, o)
	})
	if err != nil {
		return store.Organisation{}, fmt.Errorf("create organisation: %w", err)
	}
	return o, nil
}

// Organisation returns one organisation.
func (s *Service) Organisation(ctx context.Context, id string) (store.Organisation, error) {
	return organisation(ctx, s.cfg.Store, id)
}

// Organisations lists all organisations by id.
func (s *Service) Organisations(ctx context.Context) ([]store.Organisation, error) {
	os, err := s.cfg.Store.Organisations(ctx)
	if err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	return os, nil
}

// DeleteOrganisation removes an organisation with everything in it.
func (s *Service) DeleteOrganisation(ctx context.Context, id string) error {
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		if _, err := organisation(ctx, tx, id); err != nil {
			return err
		}
		return tx.DeleteOrganisation(ctx, id)
	})
	s.cache.drop()
	if s.cfg.Forget != nil {
		s.cfg.Forget(id)
	}
	if err != nil {
		return fmt.Errorf("delete organisation: %w", err)
	}
	return nil
}

// organisation reads one organisation and turns its absence into a refusal.
func organisation(ctx context.Context, r store.Reader, id string) (store.Organisation, error) {
	o, err := r.Organisation(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return o, refusal.New(refusal.NotFound, "organisation %q does not exist", id).WithHint("list them with: entrasim org list")
	}
	if err != nil {
		return o, fmt.Errorf("read organisation: %w", err)
	}
	return o, nil
}

// firstRefusal picks one refusal of several joined ones, so that message and hint belong together.
func firstRefusal(err error) error {
	var r *refusal.Error
	if errors.As(err, &r) {
		return r
	}
	return err
}
