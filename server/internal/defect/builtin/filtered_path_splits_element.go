package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var filteredPathSplitsElement = defect.Defect{
	Name:   "filtered-path-splits-element",
	Title:  "Several operations on one element that does not exist yet create an element each",
	Models: "an upsert that looks for the element in the stored resource only, so that an address falls into pieces",
	Source: "#5, Q02",
	Checks: []string{"AAD-015", "AAD-035"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			p, ok := o.Parsed()
			if !ok || p.Filter == nil || p.Sub == "" || o.Op() == "remove" || o.Value() == nil || exists(x, p) {
				return nil, false
			}
			element := wire.Map()
			for _, pair := range wire.Pairs(p.Filter) {
				element.Set(pair.Path, wire.Literal(pair.Value))
			}
			element.Set(p.Sub, o.Value())
			return []wire.Operation{wire.NewOperation("add", p.Attr, wire.List(element))}, true
		})
		return nil
	}),
}
