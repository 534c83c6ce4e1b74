package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
)

var filterEscapeBroken = defect.Defect{
	Name:   "filter-escape-broken",
	Title:  "Quotes, backslashes and other special characters in filter values are misread",
	Models: "escapes that are not undone, a plus that becomes a blank, an apostrophe, bracket, colon or hash that ends the value",
	Source: "#24, Q63",
	Checks: []string{"FLT-030", "ROB-004", "ROB-007"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		misread := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "+", " ")
		changed := false
		e := stringLiterals(x, func(c *filter.Compare) {
			s := misread.Replace(c.Value.Text)
			if i := strings.IndexAny(s, "'[:#"); i >= 0 {
				s = s[:i]
			}
			changed = changed || s != c.Value.Text
			c.Value.Text = s
		})
		if changed {
			x.SetFilter(e)
		}
		return nil
	}),
}
