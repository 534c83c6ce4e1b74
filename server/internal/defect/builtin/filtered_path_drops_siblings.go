package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
)

var filteredPathDropsSiblings = defect.Defect{
	Name:   "filtered-path-drops-siblings",
	Title:  "Writing one element by a filtered path removes the other elements",
	Models: "an implementation that replaces the array by the element it has just written; the home e-mail is lost",
	Source: "#6, Q02",
	Checks: []string{"AAD-015", "PAT-017", "PAT-018"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			p, ok := o.Parsed()
			if !ok || p.Filter == nil || o.Op() == "remove" {
				return nil, false
			}
			others := filter.Path{Attr: p.Attr, Filter: &filter.Not{X: p.Filter}}
			return []wire.Operation{wire.NewOperation("remove", others.String(), nil), o}, true
		})
		return nil
	}),
}
