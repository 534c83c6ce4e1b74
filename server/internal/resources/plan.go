package resources

import (
	"context"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// plan is a search of the resources of one type: what the store does, and what is checked of its records.
type plan struct {
	rt    *schema.ResourceType
	query store.Query // Where, Check and Sort
	key   *schema.SortKey
	shows *schema.Projection
}

// plan prepares a search of one type. expr and sortBy are the query's, or what they come to for this type; nil and "" are none.
func (s *Service) plan(sc Scope, rt *schema.ResourceType, expr filter.Expr, sortBy string, q *Query) (*plan, error) {
	p := &plan{rt: rt}
	if q.Attributes != nil || q.Excluded != nil {
		p.shows = rt.Projection(q.Attributes, q.Excluded)
	}
	if expr != nil {
		if err := p.choose(s.cfg.Store, sc, expr); err != nil {
			return nil, err
		}
	}
	if sortBy == "" {
		return p, nil
	}
	key, err := rt.SortBy(sortBy, sc.Mode)
	if err != nil {
		return nil, err
	}
	p.key = &key
	p.query.Sort, err = order(rt, key, q.Descending)
	return p, err
}

// choose sets Where, and Check for what Where cannot say.
func (p *plan) choose(r store.Reader, sc Scope, expr filter.Expr) error {
	program, err := filter.Compile(expr, p.rt, sc.Mode)
	if err != nil {
		return err
	}
	t := translator{rt: p.rt, mode: &sc.Mode}
	where, exact := t.where(expr)
	if err := affordable(where); err != nil {
		return err
	}
	p.query.Where = where
	if exact {
		return nil
	}
	var groups, members bool
	for _, path := range program.Paths() {
		groups = groups || path.Attr != nil && !path.Extension && path.Attr.Name == "groups" && p.rt.Name == store.TypeUser
		members = members || path.Attr != nil && !path.Extension && path.Attr.Name == "members" && p.rt.Name == store.TypeGroup
	}
	p.query.Check = func(ctx context.Context, rec *store.Record) (bool, error) {
		var rel related
		var err error
		if groups {
			if rel.groups, err = r.GroupsOf(ctx, sc.Organisation, rec.ID); err != nil {
				return false, err
			}
		}
		if members {
			if rel.members, err = r.Members(ctx, sc.Organisation, rec.ID); err != nil {
				return false, err
			}
		}
		obj, err := sc.object(p.rt, rec, rel)
		if err != nil {
			return false, err
		}
		return program.Match(obj), nil
	}
	return nil
}

// order says a sort criterion in the words of the store (RFC 7644 §3.4.2.3). nil is the order of creation.
func order(rt *schema.ResourceType, key schema.SortKey, descending bool) (*store.Sort, error) {
	path := key.Path.String()
	t := translator{rt: rt}
	by, leaf, ok := t.ref(key.Path)
	switch {
	case ok:
	case path == "meta.resourceType":
		return nil, nil // the same for all
	case path == "meta.location":
		by, leaf = store.Ref{Field: store.FieldID}, key.Path.Leaf()
	default:
		return nil, scim.BadRequest(scim.InvalidValue, "sortBy: %s is computed and cannot be sorted by", scim.Quote(path))
	}
	s := &store.Sort{By: by, Descending: descending}
	if by.Field != store.FieldDoc {
		return s, nil
	}
	switch leaf.Type {
	case schema.Boolean:
		s.Kind = store.KindBool
	case schema.Integer, schema.Decimal:
		s.Kind = store.KindNumber
	case schema.DateTime:
		s.Kind = store.KindInstant
	default:
		s.Fold = !key.IsCaseExact()
	}
	return s, nil
}

// parse reads a filter; nil means that there is none.
func (sc *Scope) parse(text string) (filter.Expr, error) {
	if text == "" {
		return nil, nil
	}
	lim := filter.LimitsFor(sc.Mode)
	own := sc.Limits.WithDefaults()
	lim.Length, lim.Depth = own.FilterLength, own.FilterDepth
	return filter.Parse(text, lim)
}
