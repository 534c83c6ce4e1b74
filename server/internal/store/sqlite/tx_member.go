package sqlite

import (
	"context"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

var (
	sqlMemberType = newQuery("SELECT seq, type = 'Group' FROM resource WHERE org = ?1 AND id = ?2")
	sqlAddMember  = newQuery(`
		INSERT INTO member (grp, res, nested, display) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (grp, res) DO NOTHING`)
	sqlRemoveMember = newQuery(`
		DELETE FROM member WHERE grp = ?1 AND res = (SELECT seq FROM resource WHERE org = ?2 AND id = ?3)`)
)

func (t *tx) AddMembers(ctx context.Context, org, group string, ms []store.Member) (int, error) {
	added, err := t.addMembers(ctx, org, group, ms)
	if err != nil {
		return 0, fmt.Errorf("add members to group %s: %w", group, err)
	}
	return added, nil
}

func (t *tx) addMembers(ctx context.Context, org, group string, ms []store.Member) (added int, err error) {
	grp, err := t.seq(ctx, org, store.TypeGroup, group)
	if err != nil {
		return 0, err
	}
	type found struct {
		seq    int64
		nested bool
	}
	members := make([]found, len(ms))
	for i, m := range ms {
		set := func(row row) { members[i] = found{row.integer(0), row.boolean(1)} }
		if err := t.one(ctx, sqlMemberType, set, org, m.ID); err != nil {
			return 0, fmt.Errorf("member %s: %w", m.ID, err)
		}
	}
	for i, m := range members {
		n, _, err := t.write(ctx, sqlAddMember, grp, m.seq, boolean(m.nested), ms[i].Display)
		if err != nil {
			return 0, err
		}
		added += int(n)
	}
	return added, nil
}

func (t *tx) RemoveMembers(ctx context.Context, org, group string, ids []string) (int, error) {
	removed := 0
	grp, err := t.seq(ctx, org, store.TypeGroup, group)
	for i := 0; err == nil && i < len(ids); i++ {
		var n int64
		n, _, err = t.write(ctx, sqlRemoveMember, grp, org, ids[i])
		removed += int(n)
	}
	if err != nil {
		return 0, fmt.Errorf("remove members from group %s: %w", group, err)
	}
	return removed, nil
}
