package resources

import (
	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// plans prepares a search over several types (RFC 7644 §3.4.2.1, §3.4.3). A filter may name an attribute that only some of
// them have: to the others it is an attribute without value, as §3.4.2.2 says. One that none has is refused, and so is a
// sortBy that none has; types without the sortBy attribute are in the order of creation.
func (s *Service) plans(sc Scope, types []*schema.ResourceType, q *Query) ([]*plan, error) {
	expr, err := sc.parse(q.Filter)
	if err != nil {
		return nil, err
	}
	out := make([]*plan, 0, len(types))
	for _, rt := range types {
		local := expr
		if len(types) > 1 {
			local = localise(expr, rt, types, &sc.Mode)
		}
		by := q.SortBy
		if by != "" && len(types) > 1 && !knows(by, rt, &sc.Mode) && somebody(by, types, &sc.Mode) {
			by = ""
		}
		p, err := s.plan(sc, rt, local, by, q)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func knows(path string, rt *schema.ResourceType, mode *schema.Mode) bool {
	p, ok := rt.ResolveIn(path, mode)
	return ok && p.Attr != nil
}

func somebody(path string, types []*schema.ResourceType, mode *schema.Mode) bool {
	for _, rt := range types {
		if knows(path, rt, mode) {
			return true
		}
	}
	return false
}

// localise rewrites a filter for a type: a comparison of an attribute that this type lacks and another has becomes what it
// comes to for a missing value.
func localise(e filter.Expr, rt *schema.ResourceType, types []*schema.ResourceType, mode *schema.Mode) filter.Expr {
	foreign := func(path string) bool { return !knows(path, rt, mode) && somebody(path, types, mode) }
	switch e := e.(type) {
	case *filter.And:
		return &filter.And{Terms: localised(e.Terms, rt, types, mode)}
	case *filter.Or:
		return &filter.Or{Terms: localised(e.Terms, rt, types, mode)}
	case *filter.Not:
		return &filter.Not{X: localise(e.X, rt, types, mode), Column: e.Column}
	case *filter.Compare:
		if foreign(e.Path) {
			isNull := e.Op != filter.PR && e.Value.Kind == filter.Null
			return always(isNull && e.Op == filter.EQ || !isNull && e.Op == filter.NE, e.Column)
		}
	case *filter.ValuePath:
		if foreign(e.Path) {
			return always(false, e.Column)
		}
	}
	return e
}

func localised(list []filter.Expr, rt *schema.ResourceType, types []*schema.ResourceType, mode *schema.Mode) []filter.Expr {
	out := make([]filter.Expr, len(list))
	for i, e := range list {
		out[i] = localise(e, rt, types, mode)
	}
	return out
}

// always is a filter that holds for every resource, or for none: each has an id.
func always(holds bool, column int) filter.Expr {
	var e filter.Expr = &filter.Compare{Path: "id", Op: filter.PR, Column: column}
	if !holds {
		e = &filter.Not{X: e, Column: column}
	}
	return e
}

// badOrder refuses a sortOrder.
func badOrder(v string) error {
	return scim.BadRequest(scim.InvalidValue, "sortOrder must be ascending or descending, not %s", scim.Quote(v))
}
