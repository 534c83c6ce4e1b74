package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (t *tx) AddMembers(ctx context.Context, org, group string, ms []store.Member) (int, error) {
	added, err := t.addMembers(ctx, org, group, ms)
	if err != nil {
		return 0, fmt.Errorf("add members to group %s: %w", group, err)
	}
	return added, nil
}

// addMembers locks the group, then the members against being deleted, each in the order of seq.
func (t *tx) addMembers(ctx context.Context, org, group string, ms []store.Member) (int, error) {
	grp, err := t.seq(ctx, org, store.TypeGroup, group)
	if err != nil || len(ms) == 0 {
		return 0, err
	}
	ids := make([]string, len(ms))
	for i, m := range ms {
		ids[i] = text(m.ID)
	}
	type found struct {
		seq    int64
		nested bool
	}
	there := make(map[string]found, len(ms))
	err = t.db.each(ctx, `SELECT id, seq, type = 'Group' FROM resource WHERE org = $1 AND id = ANY ($2)
		ORDER BY seq FOR KEY SHARE`, func(row pgx.CollectableRow) error {
		var id string
		var f found
		err := row.Scan(&id, &f.seq, &f.nested)
		there[id] = f
		return err
	}, text(org), ids)
	if err != nil {
		return 0, err
	}
	seqs, nested, displays := make([]int64, len(ms)), make([]bool, len(ms)), make([]string, len(ms))
	for i, m := range ms {
		f, ok := there[ids[i]]
		if !ok {
			return 0, fmt.Errorf("member %s: %w", m.ID, store.ErrNotFound)
		}
		seqs[i], nested[i], displays[i] = f.seq, f.nested, text(m.Display)
	}
	n, err := t.db.exec(ctx, `
		INSERT INTO member (grp, res, nested, display)
		SELECT $1, res, nested, display
		FROM unnest($2::bigint[], $3::boolean[], $4::text[]) WITH ORDINALITY m (res, nested, display, place)
		ORDER BY place
		ON CONFLICT (grp, res) DO NOTHING`, grp, seqs, nested, displays)
	return int(n), err
}

func (t *tx) RemoveMembers(ctx context.Context, org, group string, ids []string) (int, error) {
	grp, err := t.seq(ctx, org, store.TypeGroup, group)
	var n int64
	if err == nil && len(ids) > 0 {
		n, err = t.db.exec(ctx, `DELETE FROM member WHERE grp = $1
			AND res = ANY (ARRAY(SELECT seq FROM resource WHERE org = $2 AND id = ANY ($3)))`, grp, text(org), texts(ids))
	}
	if err != nil {
		return 0, fmt.Errorf("remove members from group %s: %w", group, err)
	}
	return int(n), nil
}
