package resources

import (
	"context"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// condition is a filter prepared for a resource type: what an index can answer, and the rest.
type condition struct {
	narrow  []store.Eq
	exact   bool            // narrow says it all
	program *filter.Program // for the rest
	groups  bool            // the rest looks at a user's groups
	members bool            // the rest looks at a group's members
}

// prepare reads a filter; nil means that everything matches.
func prepare(text string, rt *schema.ResourceType, mode schema.Mode) (*condition, error) {
	if text == "" {
		return nil, nil
	}
	expr, err := filter.Parse(text, filter.Limits{Unquoted: mode.UnquotedLiterals})
	if err != nil {
		return nil, err
	}
	program, err := filter.Compile(expr, rt, mode)
	if err != nil {
		return nil, err
	}
	c := &condition{program: program, exact: program.IsEqualitiesOnly()}
	for _, e := range program.Equalities() {
		eq, ok := indexed(rt, e)
		if ok {
			c.narrow = append(c.narrow, eq)
		} else {
			c.exact = false
		}
	}
	if !c.exact {
		c.look(expr, rt)
	}
	return c, nil
}

// indexed finds the index that answers an equality.
func indexed(rt *schema.ResourceType, e filter.Equality) (store.Eq, bool) {
	if e.Path.Extension {
		return store.Eq{}, false
	}
	user := rt.Name == store.TypeUser
	switch path := e.Path.String(); {
	case path == "id":
		return store.Eq{Index: store.ByID, Value: e.Value}, true
	case path == "externalId":
		return store.Eq{Index: store.ByExternalID, Value: e.Value}, true
	case path == "userName" && user:
		return store.Eq{Index: store.ByUniqueKey, Value: scim.FoldKey(e.Value)}, true
	case path == "displayName":
		return store.Eq{Index: store.ByDisplay, Value: scim.FoldKey(e.Value)}, true
	case path == "members.value" && !user:
		return store.Eq{Index: store.ByMember, Value: e.Value}, true
	}
	return store.Eq{}, false
}

// look finds out which relations an expression asks about, so that only those are read.
func (c *condition) look(e filter.Expr, rt *schema.ResourceType) {
	path := ""
	switch e := e.(type) {
	case *filter.And:
		for _, t := range e.Terms {
			c.look(t, rt)
		}
	case *filter.Or:
		for _, t := range e.Terms {
			c.look(t, rt)
		}
	case *filter.Not:
		c.look(e.X, rt)
	case *filter.Compare:
		path = e.Path
	case *filter.ValuePath:
		path = e.Path
	}
	if p, ok := rt.Resolve(path); ok && p.Attr != nil {
		c.groups = c.groups || p.Attr.Name == "groups"
		c.members = c.members || p.Attr.Name == "members"
	}
}

// holds decides about a record that the store returned; a store may return more than was asked for.
func (c *condition) holds(ctx context.Context, r store.Reader, sc Scope, rt *schema.ResourceType, rec *store.Record) (bool, error) {
	for _, eq := range c.narrow {
		ok, err := equal(ctx, r, sc, rec, eq)
		if !ok || err != nil {
			return false, err
		}
	}
	if c.exact {
		return true, nil
	}
	var rel related
	var err error
	if c.groups {
		if rel.groups, err = r.GroupsOf(ctx, sc.Organisation, rec.ID); err != nil {
			return false, err
		}
	}
	if c.members {
		if rel.members, err = r.Members(ctx, sc.Organisation, rec.ID); err != nil {
			return false, err
		}
	}
	obj, err := sc.object(rt, rec, rel)
	if err != nil {
		return false, err
	}
	return c.program.Match(obj), nil
}

func equal(ctx context.Context, r store.Reader, sc Scope, rec *store.Record, eq store.Eq) (bool, error) {
	switch eq.Index {
	case store.ByID:
		return rec.ID == eq.Value, nil
	case store.ByUniqueKey:
		return rec.UniqueKey == eq.Value, nil
	case store.ByExternalID:
		return rec.ExternalID == eq.Value, nil
	case store.ByDisplay:
		return rec.DisplayKey == eq.Value, nil
	default:
		return r.HasMember(ctx, sc.Organisation, rec.ID, eq.Value)
	}
}
