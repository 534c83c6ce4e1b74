package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var boolFilterLiteral = defect.Defect{
	Name:   "bool-filter-literal",
	Title:  "A value filter with a bare true or false is refused",
	Models: "a parser of paths that expects a quoted literal; emails[primary eq true].value is no path to it",
	Source: "#47, Q43",
	Checks: []string{"FLT-023"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		bare := false
		look := func(_ string, c *filter.Compare) { bare = bare || c.Op != filter.PR && c.Value.Kind == filter.Bool }
		keyword := scim.InvalidPath
		for _, o := range x.Operations() {
			if p, ok := o.Parsed(); ok && p.Filter != nil {
				wire.Comparisons(p.Filter, look)
			}
		}
		if v, ok := x.Filter().(*filter.ValuePath); ok {
			keyword = scim.InvalidFilter
			wire.Comparisons(v, look)
		}
		if !bare {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, keyword, "a string is expected in the value filter")
	}),
}
