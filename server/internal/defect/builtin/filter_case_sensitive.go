package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
)

var filterCaseSensitive = defect.Defect{
	Name:   "filter-case-sensitive",
	Title:  "userName and displayName are compared byte by byte",
	Models: "a column with a binary collation; the account is not found, and creating it answers 409",
	Source: "#26, Q36",
	Checks: []string{"AAD-024", "FLT-018", "LIF-004"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		e := x.Filter()
		if e == nil || !isList(x) {
			return nil
		}
		a := x.Call()
		for _, c := range wire.Pairs(e) {
			name := strings.ToLower(c.Path)
			if name != "username" && name != "displayname" || c.Value.Kind != filter.String {
				continue
			}
			a.Keep(func(r *wire.Node) bool { return r.Get(name) == nil || r.Get(name).Str() == c.Value.Text })
		}
		return a
	}),
}
