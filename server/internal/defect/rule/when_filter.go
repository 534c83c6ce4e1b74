package rule

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
)

var operators = []string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"}

// whenFilter describes a filter: one comparison in it has the operator, the attribute and the literal asked for, and it has
// all constructs of has.
func (r *reader) whenFilter(n *node) (condition, error) {
	var ops, has []string
	var attribute, literal, raw *pattern
	to := func(p **pattern) func(*node) error {
		return func(n *node) error {
			read, err := r.pattern(n)
			*p = &read
			return err
		}
	}
	err := r.fields(n, "filter", fields{
		"operator":  func(n *node) (err error) { ops, err = r.words(n, operators...); return err },
		"attribute": to(&attribute),
		"literal":   to(&literal),
		"text":      to(&raw),
		"has":       func(n *node) (err error) { has, err = r.words(n, "and", "or", "not", "value-path"); return err },
	})
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		s := x.FilterText()
		if s == "" || raw != nil && !raw.matches(s) {
			return false
		}
		if len(ops) == 0 && attribute == nil && literal == nil && len(has) == 0 {
			return true
		}
		e := x.Filter()
		if e == nil {
			return false
		}
		compared := len(ops) == 0 && attribute == nil && literal == nil
		wire.Comparisons(e, func(path string, c *filter.Compare) {
			compared = compared || (len(ops) == 0 || slices.Contains(ops, c.Op.String())) &&
				(attribute == nil || attribute.matches(path)) &&
				(literal == nil || c.Op != filter.PR && literal.matches(wire.Literal(c.Value).Text))
		})
		return compared && !slices.ContainsFunc(has, func(what string) bool { return !contains(e, what) })
	}, err
}

// contains reports whether a construct occurs anywhere in an expression.
func contains(e filter.Expr, what string) bool {
	inner := func(list []filter.Expr) bool {
		return slices.ContainsFunc(list, func(t filter.Expr) bool { return contains(t, what) })
	}
	switch e := e.(type) {
	case *filter.And:
		return what == "and" || inner(e.Terms)
	case *filter.Or:
		return what == "or" || inner(e.Terms)
	case *filter.Not:
		return what == "not" || contains(e.X, what)
	case *filter.ValuePath:
		return what == "value-path" || contains(e.Filter, what)
	}
	return false
}

// filterChange is one way to misunderstand a filter.
type filterChange func(e filter.Expr) filter.Expr

func (r *reader) filterChange(n *node) (action, error) {
	var list []filterChange
	add := func(read func(*node) (filterChange, error)) func(*node) error {
		return func(n *node) error {
			c, err := read(n)
			list = append(list, c)
			return err
		}
	}
	err := r.fields(n, "filter", fields{
		"operator":   add(r.otherOperator),
		"join":       add(r.otherJoin),
		"keep":       add(r.keepTerm),
		"drop-not":   add(func(n *node) (filterChange, error) { return dropNot, r.yes(n) }),
		"reorder":    add(r.reorder),
		"split-path": add(func(n *node) (filterChange, error) { return splitPath, r.yes(n) }),
		"attribute":  add(r.otherAttribute),
		"literal":    add(r.otherLiteral),
	})
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer {
		e := x.Filter()
		if e == nil {
			return nil
		}
		for _, c := range list {
			e = everywhereIn(e, c)
		}
		x.SetFilter(e)
		return nil
	}, err
}

// everywhereIn applies c to every expression in e, inner ones first.
func everywhereIn(e filter.Expr, c filterChange) filter.Expr {
	each := func(list []filter.Expr) []filter.Expr {
		out := make([]filter.Expr, len(list))
		for i, t := range list {
			out[i] = everywhereIn(t, c)
		}
		return out
	}
	switch t := e.(type) {
	case *filter.And:
		e = &filter.And{Terms: each(t.Terms)}
	case *filter.Or:
		e = &filter.Or{Terms: each(t.Terms)}
	case *filter.Not:
		e = &filter.Not{X: everywhereIn(t.X, c), Column: t.Column}
	case *filter.ValuePath:
		e = &filter.ValuePath{Path: t.Path, Filter: everywhereIn(t.Filter, c), Column: t.Column}
	}
	return c(e)
}

// otherOperator takes operators for others: {sw: co}.
func (r *reader) otherOperator(n *node) (filterChange, error) {
	to := map[string]filter.Op{}
	if n.kind != mapping {
		return nil, r.fail(n, "this must be a mapping", "write it like {sw: co}")
	}
	for _, e := range n.entries {
		if !slices.Contains(operators, e.key.text) {
			return nil, r.unknown(e.key, "there is no operator", slices.Clone(operators))
		}
		w, err := r.word(e.value, operators[:9]...)
		if err != nil {
			return nil, err
		}
		to[e.key.text] = filter.Op(slices.Index(operators, w))
	}
	return func(e filter.Expr) filter.Expr {
		if c, ok := e.(*filter.Compare); ok {
			if op, ok := to[c.Op.String()]; ok {
				changed := *c
				changed.Op = op
				return &changed
			}
		}
		return e
	}, nil
}

// otherJoin takes and for or, or the other way round.
func (r *reader) otherJoin(n *node) (filterChange, error) {
	w, err := r.word(n, "and", "or")
	return func(e filter.Expr) filter.Expr {
		switch t := e.(type) {
		case *filter.And:
			if w == "or" {
				return &filter.Or{Terms: t.Terms}
			}
		case *filter.Or:
			if w == "and" {
				return &filter.And{Terms: t.Terms}
			}
		}
		return e
	}, err
}

// keepTerm looks at one term of an and or an or only.
func (r *reader) keepTerm(n *node) (filterChange, error) {
	w, err := r.word(n, "first", "last")
	return func(e filter.Expr) filter.Expr {
		var terms []filter.Expr
		switch t := e.(type) {
		case *filter.And:
			terms = t.Terms
		case *filter.Or:
			terms = t.Terms
		default:
			return e
		}
		if w == "first" {
			return terms[0]
		}
		return terms[len(terms)-1]
	}, err
}

// reorder reads a filter without the precedence of and over or ("left-to-right"), or as if it had no parentheses.
func (r *reader) reorder(n *node) (filterChange, error) {
	w, err := r.word(n, "left-to-right", "without-parentheses")
	if w == "left-to-right" {
		return leftToRight, err
	}
	return withoutParentheses, err
}

// leftToRight makes (a or b) and c of a or b and c.
func leftToRight(e filter.Expr) filter.Expr {
	or, ok := e.(*filter.Or)
	if !ok {
		return e
	}
	last := len(or.Terms) - 1
	and, ok := or.Terms[last].(*filter.And)
	if !ok {
		return e
	}
	left := &filter.Or{Terms: append(slices.Clone(or.Terms[:last]), and.Terms[0])}
	return &filter.And{Terms: append([]filter.Expr{left}, and.Terms[1:]...)}
}

// withoutParentheses makes a or b and c of (a or b) and c.
func withoutParentheses(e filter.Expr) filter.Expr {
	and, ok := e.(*filter.And)
	if !ok {
		return e
	}
	or, ok := and.Terms[0].(*filter.Or)
	if !ok {
		return e
	}
	last := len(or.Terms) - 1
	right := &filter.And{Terms: append([]filter.Expr{or.Terms[last]}, and.Terms[1:]...)}
	return &filter.Or{Terms: append(slices.Clone(or.Terms[:last]), right)}
}

func dropNot(e filter.Expr) filter.Expr {
	if n, ok := e.(*filter.Not); ok {
		return n.X
	}
	return e
}

// splitPath lets the conditions of a value filter hold on different elements.
func splitPath(e filter.Expr) filter.Expr {
	v, ok := e.(*filter.ValuePath)
	if !ok {
		return e
	}
	return everywhereIn(v.Filter, func(e filter.Expr) filter.Expr {
		if c, ok := e.(*filter.Compare); ok {
			changed := *c
			changed.Path = v.Path + "." + c.Path
			return &changed
		}
		return e
	})
}

func (r *reader) otherAttribute(n *node) (filterChange, error) {
	f, err := r.substitution(n, "attribute")
	return func(e filter.Expr) filter.Expr {
		switch t := e.(type) {
		case *filter.Compare:
			changed := *t
			changed.Path = f(t.Path)
			return &changed
		case *filter.ValuePath:
			changed := *t
			changed.Path = f(t.Path)
			return &changed
		}
		return e
	}, err
}

// otherLiteral changes the literals that are strings.
func (r *reader) otherLiteral(n *node) (filterChange, error) {
	var f func(string) string
	var err error
	if n.kind == text {
		var to string
		to, err = r.word(n, "lower", "upper", "trim", "ascii", "latin1", "cut")
		f = recodings[to]
	} else {
		f, err = r.substitution(n, "literal")
	}
	return func(e filter.Expr) filter.Expr {
		if c, ok := e.(*filter.Compare); ok && c.Value.Kind == filter.String {
			changed := *c
			changed.Value.Text = f(c.Value.Text)
			return &changed
		}
		return e
	}, err
}
