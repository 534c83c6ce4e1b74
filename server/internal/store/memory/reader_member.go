package memory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/store"
)

// related is entry for questions whose answer about an unknown resource is the empty one.
func (r reader) related(ctx context.Context, org, typ, id string) (*entry, error) {
	o, err := r.organisation(ctx, org)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if e := o.resources[id]; e != nil && (typ == "" || e.record.Type == typ) {
		return e, nil
	}
	return nil, nil
}

func (r reader) Members(ctx context.Context, org, group string) ([]store.Member, error) {
	g, err := r.related(ctx, org, store.TypeGroup, group)
	if err != nil {
		return nil, fmt.Errorf("list members of group %s: %w", group, err)
	}
	if g == nil || len(g.members) == 0 {
		return nil, nil
	}
	type placed struct {
		pos    int64
		member store.Member
	}
	order := make([]placed, 0, len(g.members))
	for e, m := range g.members {
		order = append(order, placed{m.pos, store.Member{ID: e.record.ID, Type: e.record.Type, Display: m.display}})
	}
	slices.SortFunc(order, func(a, b placed) int { return cmp.Compare(a.pos, b.pos) })
	members := make([]store.Member, len(order))
	for i, o := range order {
		members[i] = o.member
	}
	return members, nil
}

func (r reader) HasMember(ctx context.Context, org, group, id string) (bool, error) {
	g, err := r.related(ctx, org, store.TypeGroup, group)
	if err == nil && g != nil {
		var e *entry
		if e, err = r.related(ctx, org, "", id); err == nil {
			_, has := g.members[e]
			return has, nil
		}
	}
	if err != nil {
		return false, fmt.Errorf("look for %s in group %s: %w", id, group, err)
	}
	return false, nil
}

func (r reader) GroupsOf(ctx context.Context, org, id string) ([]store.GroupRef, error) {
	self, err := r.related(ctx, org, "", id)
	if err != nil {
		return nil, fmt.Errorf("list groups of %s: %w", id, err)
	}
	if self == nil {
		return nil, nil
	}
	seen := map[*entry]bool{self: true}
	var groups []store.GroupRef
	for queue := []*entry{self}; len(queue) > 0; queue = queue[1:] {
		for g := range queue[0].groups {
			if seen[g] {
				continue
			}
			seen[g] = true
			queue = append(queue, g)
			_, direct := g.members[self]
			groups = append(groups, store.GroupRef{
				ID: g.record.ID, Display: store.DocString(g.record.Doc, "displayName"), Direct: direct,
			})
		}
	}
	store.SortGroupRefs(groups)
	return groups, nil
}

func (r reader) GroupsOfEach(ctx context.Context, org string, ids []string) (map[string][]store.GroupRef, error) {
	return store.GroupsOfEach(ctx, r, org, ids)
}

func (r reader) EffectiveRoles(ctx context.Context, org string) ([]store.EffectiveRole, error) {
	if err := r.usable(ctx); err != nil {
		return nil, fmt.Errorf("compute effective roles of organisation %s: %w", org, err)
	}
	o := r.state.organisations[org]
	if o == nil || o.kinds[store.TypeUser] == nil {
		return nil, nil
	}
	givers := o.givers()
	users := slices.Clone(o.kinds[store.TypeUser].all)
	slices.SortFunc(users, func(a, b *entry) int {
		return cmp.Or(strings.Compare(a.record.UniqueKey, b.record.UniqueKey), strings.Compare(a.record.ID, b.record.ID))
	})
	roles := make([]store.EffectiveRole, len(users))
	for i, u := range users {
		roles[i] = store.EffectiveRole{
			UserID: u.record.ID, UserName: store.DocString(u.record.Doc, "userName"), Active: u.record.Active,
		}
		if g := givers[u]; g != nil && u.record.Active {
			roles[i].Role, roles[i].GroupID = o.mapped[g], g.record.ID
		}
	}
	return roles, nil
}

// givers finds for every resource the mapped group that decides its role. The groups are taken in falling order of
// role, so whoever has been reached already has been reached by a better one.
func (o *organisation) givers() map[*entry]*entry {
	var mapped []*entry
	for g, role := range o.mapped {
		if slices.Contains(o.Roles, role) {
			mapped = append(mapped, g)
		}
	}
	slices.SortFunc(mapped, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(slices.Index(o.Roles, o.mapped[b]), slices.Index(o.Roles, o.mapped[a])),
			strings.Compare(a.record.ID, b.record.ID))
	})
	givers := map[*entry]*entry{}
	for _, g := range mapped {
		for queue := []*entry{g}; len(queue) > 0; queue = queue[1:] {
			for m := range queue[0].members {
				if givers[m] == nil {
					givers[m] = g
					queue = append(queue, m)
				}
			}
		}
	}
	return givers
}
