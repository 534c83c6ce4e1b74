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

// groupsAbove finds the groups of the resources in self. UNION keeps a group from being walked twice, which also ends cycles.
// OFFSET 0 keeps each step a look-up in an index: PostgreSQL thinks that much more is walked than is, and would rather read
// whole tables.
const groupsAbove = `
		up (res, grp, direct) AS (
			SELECT self.seq, m.grp, true FROM self, LATERAL (SELECT grp FROM member WHERE res = self.seq OFFSET 0) m
			UNION
			SELECT up.res, m.grp, false FROM up, LATERAL (SELECT grp FROM member WHERE res = up.grp OFFSET 0) m
		),
		found (res, grp, direct) AS (SELECT res, grp, bool_or(direct) FROM up WHERE grp <> res GROUP BY res, grp)
	SELECT self.id, g.id, g.doc, found.direct
	FROM found JOIN self ON self.seq = found.res, LATERAL (SELECT id, doc FROM resource WHERE seq = found.grp OFFSET 0) g`

// For one resource the plan can be kept, because no array's length is in it; to make one takes longer than to carry it out.
const (
	selectGroups     = "WITH RECURSIVE self (seq, id) AS (SELECT seq, id FROM resource WHERE org = $1 AND id = $2)," + groupsAbove
	selectGroupsEach = `WITH RECURSIVE self (seq, id) AS (
			SELECT r.seq, x.id FROM (SELECT DISTINCT unnest($2::text[])) x (id),
				LATERAL (SELECT seq FROM resource WHERE org = $1 AND id = x.id OFFSET 0) r
		),` + groupsAbove
)

func (r reader) GroupsOf(ctx context.Context, org, id string) ([]store.GroupRef, error) {
	groups, err := r.groupsOf(ctx, selectGroups, text(org), text(id))
	if err != nil {
		return nil, fmt.Errorf("list groups of %s: %w", id, err)
	}
	return groups[id], nil
}

func (r reader) GroupsOfEach(ctx context.Context, org string, ids []string) (map[string][]store.GroupRef, error) {
	groups, err := r.groupsOf(ctx, selectGroupsEach, text(org), texts(ids))
	if err != nil {
		return nil, fmt.Errorf("list groups of %d resources: %w", len(ids), err)
	}
	return groups, nil
}

// groupsOf returns the groups by the id of the resource that is in them.
func (r reader) groupsOf(ctx context.Context, sql string, args ...any) (map[string][]store.GroupRef, error) {
	groups := map[string][]store.GroupRef{}
	err := r.db.each(ctx, sql, func(row pgx.CollectableRow) error {
		var id string
		var g store.GroupRef
		var doc []byte
		if err := row.Scan(&id, &g.ID, &doc, &g.Direct); err != nil {
			return err
		}
		id, g.ID, g.Display = plain(id), plain(g.ID), store.DocString(doc, "displayName")
		groups[id] = append(groups[id], g)
		return nil
	}, args...)
	if err != nil {
		return nil, err
	}
	for _, list := range groups {
		store.SortGroupRefs(list)
	}
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
