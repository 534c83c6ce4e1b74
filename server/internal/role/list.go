package role

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Limits of a role list.
const (
	maxRoles   = 100
	maxRoleLen = 64
)

// Service reads and changes role lists and mappings. It keeps no state besides the store.
type Service struct {
	store store.Store
}

// New returns a Service over a store.
func New(st store.Store) *Service { return &Service{store: st} }

// Roles returns an organisation's role list, lowest first.
func (s *Service) Roles(ctx context.Context, org string) ([]string, error) {
	o, err := organisation(ctx, s.store, org)
	return o.Roles, err
}

// SetRoles replaces an organisation's role list, lowest first. A role that a group is still mapped to may not go.
func (s *Service) SetRoles(ctx context.Context, org string, roles []string) ([]string, error) {
	if err := checkList(roles); err != nil {
		return nil, err
	}
	roles = append([]string{}, roles...)
	err := s.store.Update(ctx, func(tx store.Tx) error {
		o, err := organisation(ctx, tx, org)
		if err != nil {
			return err
		}
		ms, err := tx.RoleMappings(ctx, org)
		if err != nil {
			return fmt.Errorf("read mappings: %w", err)
		}
		for _, m := range ms {
			if !slices.Contains(roles, m.Role) {
				return refusal.New(refusal.Conflict, "role %q is still given by group %s", m.Role, m.GroupID).
					WithHint("unmap the group first, or keep the role in the list")
			}
		}
		o.Roles = roles
		return tx.PutOrganisation(ctx, o)
	})
	if err != nil {
		return nil, fmt.Errorf("set roles: %w", err)
	}
	return roles, nil
}

func checkList(roles []string) error {
	if len(roles) > maxRoles {
		return refusal.New(refusal.Invalid, "%d roles are too many, the limit is %d", len(roles), maxRoles).WithHint("shorten the list")
	}
	for i, r := range roles {
		switch {
		case strings.TrimSpace(r) == "" || strings.TrimSpace(r) != r || len(r) > maxRoleLen:
			return refusal.New(refusal.Invalid, "role %d, %q, is not a usable name", i+1, r).
				WithHint("use 1 to %d characters without blanks around them", maxRoleLen)
		case slices.Contains(roles[:i], r):
			return refusal.New(refusal.Invalid, "role %q is in the list twice", r).WithHint("name each role once, lowest first")
		}
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
