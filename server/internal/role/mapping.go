package role

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Mappings lists an organisation's mappings by group id.
func (s *Service) Mappings(ctx context.Context, org string) ([]store.RoleMapping, error) {
	if _, err := organisation(ctx, s.store, org); err != nil {
		return nil, err
	}
	ms, err := s.store.RoleMappings(ctx, org)
	if err != nil {
		return nil, fmt.Errorf("list role mappings: %w", err)
	}
	return ms, nil
}

// Map gives the members of a group a role; it replaces the group's former one. The group is named by id or, when no group
// has that id, by displayName.
func (s *Service) Map(ctx context.Context, org, group, role string) (store.RoleMapping, error) {
	var m store.RoleMapping
	err := s.store.Update(ctx, func(tx store.Tx) error {
		o, err := organisation(ctx, tx, org)
		if err != nil {
			return err
		}
		if !slices.Contains(o.Roles, role) {
			return refusal.New(refusal.Invalid, "role %q is not in the role list of %s", role, org).WithHint("%s", listHint(o))
		}
		id, err := groupID(ctx, tx, org, group)
		if err != nil {
			return err
		}
		m = store.RoleMapping{Organisation: org, GroupID: id, Role: role}
		return tx.PutRoleMapping(ctx, m)
	})
	if err != nil {
		return store.RoleMapping{}, fmt.Errorf("map role: %w", err)
	}
	return m, nil
}

// Unmap takes a group's role away. The group is named as in Map.
func (s *Service) Unmap(ctx context.Context, org, group string) error {
	err := s.store.Update(ctx, func(tx store.Tx) error {
		if _, err := organisation(ctx, tx, org); err != nil {
			return err
		}
		id, err := groupID(ctx, tx, org, group)
		if err != nil {
			return err
		}
		ms, err := tx.RoleMappings(ctx, org)
		if err != nil {
			return fmt.Errorf("read mappings: %w", err)
		}
		if !slices.ContainsFunc(ms, func(m store.RoleMapping) bool { return m.GroupID == id }) {
			return refusal.New(refusal.NotFound, "group %q gives no role", group).WithHint("list the mappings with: entrasim role list --org %s", org)
		}
		return tx.DeleteRoleMapping(ctx, org, id)
	})
	if err != nil {
		return fmt.Errorf("unmap role: %w", err)
	}
	return nil
}

// Effective lists every user of an organisation by userName with the role in effect now.
func (s *Service) Effective(ctx context.Context, org string) ([]store.EffectiveRole, error) {
	if _, err := organisation(ctx, s.store, org); err != nil {
		return nil, err
	}
	rs, err := s.store.EffectiveRoles(ctx, org)
	if err != nil {
		return nil, fmt.Errorf("effective roles: %w", err)
	}
	return rs, nil
}

// groupID finds a group by id or displayName. Two groups of one name (possible in mood strict) need the id.
func groupID(ctx context.Context, r store.Reader, org, group string) (string, error) {
	switch rec, err := r.Get(ctx, org, "Group", group); {
	case err == nil:
		return rec.ID, nil
	case !errors.Is(err, store.ErrNotFound):
		return "", fmt.Errorf("read group: %w", err)
	}
	key := scim.FoldKey(group)
	var ids []string
	for rec, err := range r.Scan(ctx, org, "Group", []store.Eq{{Index: store.ByDisplay, Value: key}}, 0, -1) {
		if err != nil {
			return "", fmt.Errorf("find group: %w", err)
		}
		if rec.DisplayKey == key { // a store may return more than was asked for
			ids = append(ids, rec.ID)
		}
	}
	switch len(ids) {
	case 1:
		return ids[0], nil
	case 0:
		return "", refusal.New(refusal.NotFound, "organisation %q has no group with id or displayName %q", org, group).
			WithHint("groups appear when they are provisioned; list them with: entrasim role groups --org %s", org)
	}
	return "", refusal.New(refusal.Conflict, "%d groups have the displayName %q: %s", len(ids), group, strings.Join(ids, ", ")).
		WithHint("name the group by its id")
}

func listHint(o store.Organisation) string {
	if len(o.Roles) == 0 {
		return "the list is empty; set it with: entrasim role set --org " + o.ID + " member boss admin"
	}
	return "the roles are, lowest first: " + strings.Join(o.Roles, ", ")
}
