package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/server/internal/store"
)

var sqlMembers = newQuery(`
	SELECT u.id, u.type, m.display
	FROM resource g CROSS JOIN member m ON m.grp = g.seq CROSS JOIN resource u ON u.seq = m.res
	WHERE g.org = ?1 AND g.id = ?2 AND g.type = 'Group'
	ORDER BY m.pos`)

func (r reader) Members(ctx context.Context, org, group string) (members []store.Member, err error) {
	err = r.conn.eachSlow(ctx, sqlMembers, func(row row) error {
		members = append(members, store.Member{ID: row.text(0), Type: row.text(1), Display: row.text(2)})
		return nil
	}, org, group)
	if err != nil {
		return nil, fmt.Errorf("list members of group %s: %w", group, err)
	}
	return members, nil
}

var sqlHasMember = newQuery(`
	SELECT 1
	FROM resource g CROSS JOIN resource u CROSS JOIN member m ON m.grp = g.seq AND m.res = u.seq
	WHERE g.org = ?1 AND g.id = ?2 AND g.type = 'Group' AND u.org = ?1 AND u.id = ?3`)

func (r reader) HasMember(ctx context.Context, org, group, id string) (has bool, err error) {
	err = r.conn.each(ctx, sqlHasMember, func(row) error {
		has = true
		return nil
	}, org, group, id)
	if err != nil {
		return false, fmt.Errorf("look for %s in group %s: %w", id, group, err)
	}
	return has, nil
}

// UNION keeps a group from being walked twice, which also ends cycles.
var sqlGroupsOf = newQuery(`
	WITH RECURSIVE
		self (seq) AS (SELECT seq FROM resource WHERE org = ?1 AND id = ?2),
		up (grp) AS (
			SELECT m.grp FROM self CROSS JOIN member m ON m.res = self.seq
			UNION
			SELECT m.grp FROM up CROSS JOIN member m ON m.res = up.grp
		)
	SELECT g.id, g.doc, EXISTS (SELECT 1 FROM self JOIN member d ON d.grp = up.grp AND d.res = self.seq)
	FROM up CROSS JOIN resource g ON g.seq = up.grp
	WHERE g.seq <> (SELECT seq FROM self)`)

func (r reader) GroupsOf(ctx context.Context, org, id string) (groups []store.GroupRef, err error) {
	err = r.conn.each(ctx, sqlGroupsOf, func(row row) error {
		groups = append(groups, store.GroupRef{
			ID: row.text(0), Display: store.DocString(row.blob(1), "displayName"), Direct: row.boolean(2),
		})
		return nil
	}, org, id)
	if err != nil {
		return nil, fmt.Errorf("list groups of %s: %w", id, err)
	}
	store.SortGroupRefs(groups)
	return groups, nil
}

// GroupsOfEach asks one after the other: a statement that is prepared costs less here than a more complicated one for all.
func (r reader) GroupsOfEach(ctx context.Context, org string, ids []string) (map[string][]store.GroupRef, error) {
	return store.GroupsOfEach(ctx, r, org, ids)
}

// A mapped group's order is that of its role, highest first, then of its id, so that the smallest order is the role
// that counts and the group that gave it. Walking down touches only memberships of groups; users come at the end.
var sqlEffectiveRoles = newQuery(`
	WITH RECURSIVE
		root (ord, grp, id, role) AS (
			SELECT row_number() OVER (ORDER BY o.rank DESC, g.id), g.seq, g.id, o.role
			FROM role_mapping p CROSS JOIN organisation_role o ON o.org = ?1 AND o.role = p.role
				CROSS JOIN resource g ON g.seq = p.grp
			WHERE p.org = ?1
		),
		reach (ord, grp) AS (
			SELECT ord, grp FROM root
			UNION
			SELECT reach.ord, m.res FROM reach CROSS JOIN member m ON m.grp = reach.grp AND m.nested = 1
		),
		best (res, ord) AS (
			SELECT m.res, min(reach.ord) FROM reach CROSS JOIN member m ON m.grp = reach.grp GROUP BY m.res
		)
	SELECT u.id, u.unique_key, u.doc, u.active, root.role, root.id
	FROM resource u LEFT JOIN best ON u.active = 1 AND best.res = u.seq LEFT JOIN root ON root.ord = best.ord
	WHERE u.org = ?1 AND u.type = 'User'`)

func (r reader) EffectiveRoles(ctx context.Context, org string) ([]store.EffectiveRole, error) {
	type keyed struct {
		key  string
		role store.EffectiveRole
	}
	var found []keyed
	err := r.conn.eachSlow(ctx, sqlEffectiveRoles, func(row row) error {
		found = append(found, keyed{row.text(1), store.EffectiveRole{
			UserID:   row.text(0),
			UserName: store.DocString(row.blob(2), "userName"),
			Active:   row.boolean(3),
			Role:     row.text(4),
			GroupID:  row.text(5),
		}})
		return nil
	}, org)
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
