package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
)

var externalIDCaseIgnored = defect.Defect{
	Name:   "external-id-case-ignored",
	Title:  "externalId is found in any letter case",
	Models: "a collation that ignores case for all columns; the wrong account is matched",
	Source: "RFC 7643 §3.1 violated, Q07",
	Checks: []string{"AAD-004", "FLT-019"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		c, ok := x.Filter().(*filter.Compare)
		if !ok || c.Op != filter.EQ || !strings.EqualFold(c.Path, "externalId") || !isList(x) {
			return nil
		}
		x.SetFilter(nil)
		a := x.Call()
		a.Keep(func(r *wire.Node) bool { return strings.EqualFold(r.Get("externalId").Str(), c.Value.Text) })
		return a
	}),
}
