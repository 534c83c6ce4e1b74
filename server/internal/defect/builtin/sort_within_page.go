package builtin

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var sortWithinPage = defect.Defect{
	Name:   "sort-within-page",
	Title:  "Each page is sorted, the list is not",
	Models: "a page read and then sorted",
	Source: "RFC 7644 §3.4.2.3 violated",
	Checks: []string{"CUR-014", "SRT-007"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		key, ok := x.Query("sortBy")
		if !ok || !isList(x) {
			return nil
		}
		order, _ := x.Query("sortOrder")
		x.DropQuery("sortBy")
		x.DropQuery("sortOrder")
		a := x.Call()
		a.Edit(func(root *wire.Node) bool {
			list, path := root.Get("Resources"), strings.Split(key, ".")
			if !a.IsList() || !list.Is(wire.Array) {
				return false
			}
			before := slices.Clone(list.Items)
			slices.SortStableFunc(list.Items, func(p, q *wire.Node) int {
				c := strings.Compare(strings.ToLower(p.At(path...).Str()), strings.ToLower(q.At(path...).Str()))
				if strings.EqualFold(order, "descending") {
					return -c
				}
				return c
			})
			return !slices.Equal(before, list.Items)
		})
		return a
	}),
}
