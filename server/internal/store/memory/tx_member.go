package memory

import (
	"context"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (t *tx) AddMembers(ctx context.Context, org, group string, ms []store.Member) (int, error) {
	added, err := t.addMembers(ctx, org, group, ms)
	if err != nil {
		return 0, fmt.Errorf("add members to group %s: %w", group, err)
	}
	return added, nil
}

func (t *tx) addMembers(ctx context.Context, org, group string, ms []store.Member) (added int, err error) {
	o, g, err := t.entry(ctx, org, store.TypeGroup, group)
	if err != nil {
		return 0, err
	}
	for _, m := range ms {
		if o.resources[m.ID] == nil {
			return 0, fmt.Errorf("member %s: %w", m.ID, store.ErrNotFound)
		}
	}
	for _, m := range ms {
		e := o.resources[m.ID]
		if _, has := g.members[e]; has {
			continue
		}
		t.state.pos++
		t.join(g, e, membership{pos: t.state.pos, display: strings.Clone(m.Display)})
		added++
	}
	return added, nil
}

func (t *tx) RemoveMembers(ctx context.Context, org, group string, ids []string) (int, error) {
	o, g, err := t.entry(ctx, org, store.TypeGroup, group)
	if err != nil {
		return 0, fmt.Errorf("remove members from group %s: %w", group, err)
	}
	removed := 0
	for _, id := range ids {
		e := o.resources[id]
		if _, has := g.members[e]; has {
			t.leave(g, e)
			removed++
		}
	}
	return removed, nil
}

func (t *tx) join(g, e *entry, m membership) {
	t.do(func() { link(g, e, m) }, func() { unlink(g, e) })
}

func (t *tx) leave(g, e *entry) {
	m := g.members[e]
	t.do(func() { unlink(g, e) }, func() { link(g, e, m) })
}

func link(g, e *entry, m membership) {
	g.members[e] = m
	e.groups[g] = struct{}{}
}

func unlink(g, e *entry) {
	delete(g.members, e)
	delete(e.groups, g)
}
