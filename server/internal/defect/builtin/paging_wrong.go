package builtin

import (
	"strconv"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var pagingWrong = defect.Defect{
	Name:   "paging-wrong",
	Title:  "startIndex counts from 0, and totalResults is the length of the page",
	Models: "an offset passed on to the database as it is, and a total of what was read",
	Source: "#57, Q68",
	Checks: []string{"LST-013", "LST-015", "OKT-001"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		text, ok := x.Query("startIndex")
		start, err := strconv.Atoi(text)
		if _, counted := x.Query("count"); !isList(x) || !ok && !counted || ok && err != nil {
			return nil
		}
		if ok {
			x.SetQuery("startIndex", strconv.Itoa(max(start, 0)+1))
		}
		a := x.Call()
		a.Edit(func(root *wire.Node) bool {
			if !a.IsList() {
				return false
			}
			root.Set("totalResults", wire.Int(len(root.Get("Resources").List())))
			root.Set("startIndex", wire.Int(max(start, 0)))
			return true
		})
		return a
	}),
}
