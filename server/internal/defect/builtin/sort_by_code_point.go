package builtin

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var sortByCodePoint = defect.Defect{
	Name:   "sort-by-code-point",
	Title:  "Capital letters are sorted before all small ones",
	Models: "an index over bytes",
	Source: "RFC 7644 §3.4.2.3 violated",
	Checks: []string{"SRT-003"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		return resorted(x, func(a, b *wire.Node) int { return strings.Compare(a.Str(), b.Str()) })
	}),
}

// resorted orders the resources of a page anew by the key the client asked for; those without the key keep their places
// behind the others.
func resorted(x *wire.Exchange, compare func(a, b *wire.Node) int) *wire.Answer {
	key, ok := x.Query("sortBy")
	if !ok || !isList(x) {
		return nil
	}
	if order, _ := x.Query("sortOrder"); strings.EqualFold(order, "descending") {
		forward := compare
		compare = func(a, b *wire.Node) int { return forward(b, a) }
	}
	a := x.Call()
	a.Edit(func(root *wire.Node) bool {
		list := root.Get("Resources")
		if !a.IsList() || !list.Is(wire.Array) {
			return false
		}
		before := slices.Clone(list.Items)
		path := strings.Split(key, ".")
		slices.SortStableFunc(list.Items, func(p, q *wire.Node) int { return compare(p.At(path...), q.At(path...)) })
		return !slices.Equal(before, list.Items)
	})
	return a
}
