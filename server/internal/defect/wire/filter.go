package wire

import "github.com/entrasim/entrasim/server/internal/filter"

// Comparisons calls f for each comparison in an expression, those within value filters included, from left to right. path is
// the attribute with that of the value filter in front: "emails.type".
func Comparisons(e filter.Expr, f func(path string, c *filter.Compare)) { comparisons(e, "", f) }

func comparisons(e filter.Expr, within string, f func(string, *filter.Compare)) {
	switch e := e.(type) {
	case *filter.And:
		for _, t := range e.Terms {
			comparisons(t, within, f)
		}
	case *filter.Or:
		for _, t := range e.Terms {
			comparisons(t, within, f)
		}
	case *filter.Not:
		comparisons(e.X, within, f)
	case *filter.ValuePath:
		comparisons(e.Filter, e.Path+".", f)
	case *filter.Compare:
		f(within+e.Path, e)
	}
}

// Pairs are the comparisons by eq with a literal that all have to hold: those of the top level and of an and.
func Pairs(e filter.Expr) []*filter.Compare {
	switch e := e.(type) {
	case *filter.And:
		var list []*filter.Compare
		for _, t := range e.Terms {
			list = append(list, Pairs(t)...)
		}
		return list
	case *filter.Compare:
		if e.Op == filter.EQ {
			return []*filter.Compare{e}
		}
	}
	return nil
}

// Literal is the JSON form of a literal.
func Literal(v filter.Value) *Node {
	switch v.Kind {
	case filter.Bool:
		return Boolean(v.Bool)
	case filter.Number:
		return &Node{Kind: Number, Text: v.Text}
	case filter.String:
		return Text(v.Text)
	}
	return &Node{}
}
