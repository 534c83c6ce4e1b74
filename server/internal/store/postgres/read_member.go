package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (r reader) Members(ctx context.Context, org, group string) ([]store.Member, error) {
	ms, err := list(ctx, r.db, `
		SELECT u.id, u.type, m.display
		FROM resource g JOIN member m ON m.grp = g.seq JOIN resource u ON u.seq = m.res
		WHERE g.org = $1 AND g.id = $2 AND g.type = 'Group'
		ORDER BY m.pos`,
		func(row pgx.CollectableRow) (m store.Member, err error) {
			err = row.Scan(&m.ID, &m.Type, &m.Display)
			m.ID, m.Type, m.Display = plain(m.ID), plain(m.Type), plain(m.Display)
			return m, err
		}, text(org), text(group))
	if err != nil {
		return nil, fmt.Errorf("list members of group %s: %w", group, err)
	}
	return ms, nil
}

func (r reader) HasMember(ctx context.Context, org, group, id string) (has bool, err error) {
	err = r.db.one(ctx, `
		SELECT EXISTS (
			SELECT 1 FROM resource g JOIN resource u ON u.org = g.org JOIN member m ON m.grp = g.seq AND m.res = u.seq
			WHERE g.org = $1 AND g.id = $2 AND g.type = 'Group' AND u.id = $3)`,
		func(row pgx.CollectableRow) error { return row.Scan(&has) }, text(org), text(group), text(id))
	if err != nil {
		return false, fmt.Errorf("look for %s in group %s: %w", id, group, err)
	}
	return has, nil
}

// UNION keeps a group from being walked twice, which also ends cycles.
func (r reader) GroupsOf(ctx context.Context, org, id string) ([]store.GroupRef, error) {
	groups, err := list(ctx, r.db, `
		WITH RECURSIVE
			self AS (SELECT seq FROM resource WHERE org = $1 AND id = $2),
			up (grp) AS (
				SELECT m.grp FROM self JOIN member m ON m.res = self.seq
				UNION
				SELECT m.grp FROM up JOIN member m ON m.res = up.grp
			)
		SELECT g.id, g.doc, EXISTS (SELECT 1 FROM self JOIN member d ON d.grp = up.grp AND d.res = self.seq)
		FROM up, LATERAL (SELECT id, doc FROM resource WHERE seq = up.grp OFFSET 0) g
		WHERE up.grp <> (SELECT seq FROM self)`,
		func(row pgx.CollectableRow) (g store.GroupRef, err error) {
			var doc []byte
			err = row.Scan(&g.ID, &doc, &g.Direct)
			g.ID, g.Display = plain(g.ID), store.DocString(doc, "displayName")
			return g, err
		}, text(org), text(id))
	if err != nil {
		return nil, fmt.Errorf("list groups of %s: %w", id, err)
	}
	store.SortGroupRefs(groups)
	return groups, nil
}

// A mapped group's order is that of its role, highest first, then of its id, so that the smallest order is the role that
// counts and the group that gave it. Walking down touches only memberships of groups; users come at the end.
const selectEffectiveRoles = `
	WITH RECURSIVE
		root (ord, grp, id, role) AS (
			SELECT row_number() OVER (ORDER BY x.rank DESC, g.id), g.seq, g.id, x.role
			FROM role_mapping p JOIN organisation o ON o.id = p.org
				CROSS JOIN LATERAL unnest(o.roles) WITH ORDINALITY x (role, rank)
				JOIN resource g ON g.seq = p.grp AND x.role = p.role
			WHERE p.org = $1
		),
		reach (ord, grp) AS (
			SELECT ord, grp FROM root
			UNION
			SELECT reach.ord, m.res FROM reach JOIN member m ON m.grp = reach.grp AND m.nested
		),
		best (res, ord) AS (
			SELECT m.res, min(reach.ord) FROM reach JOIN member m ON m.grp = reach.grp GROUP BY m.res
		)
	SELECT u.id, u.unique_key, u.doc, u.active, coalesce(root.role, ''), coalesce(root.id, '')
	FROM resource u LEFT JOIN best ON u.active AND best.res = u.seq LEFT JOIN root ON root.ord = best.ord
	WHERE u.org = $1 AND u.type = 'User'`

func (r reader) EffectiveRoles(ctx context.Context, org string) ([]store.EffectiveRole, error) {
	type keyed struct {
		key  string
		role store.EffectiveRole
	}
	found, err := list(ctx, r.db, selectEffectiveRoles, func(row pgx.CollectableRow) (k keyed, err error) {
		var doc []byte
		e := &k.role
		err = row.Scan(&e.UserID, &k.key, &doc, &e.Active, &e.Role, &e.GroupID)
		k.key, e.UserName = plain(k.key), store.DocString(doc, "userName")
		e.UserID, e.Role, e.GroupID = plain(e.UserID), plain(e.Role), plain(e.GroupID)
		return k, err
	}, text(org))
	if err != nil {
		return nil, fmt.Errorf("compute effective roles of organisation %s: %w", org, err)
	}
	slices.SortFunc(found, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.role.UserID, b.role.UserID))
	})
	roles := make([]store.EffectiveRole, len(found))
	for i, f := range found {
		roles[i] = f.role
	}
	return roles, nil
}
