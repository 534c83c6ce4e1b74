package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var unknownFilterReturnsAll = defect.Defect{
	Name:   "unknown-filter-returns-all",
	Title:  "A filter that cannot be read is ignored, and everything is returned",
	Models: "filters recognised by pattern; what is not recognised matches the first user of the list, who is overwritten",
	Source: "#13, Q06, Q07",
	Checks: []string{"FLT-010", "FLT-033", "FLT-034", "FLT-035"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.FilterText() == "" {
			return nil
		}
		a := x.Call()
		if a.Status == http.StatusBadRequest && a.JSON().Get("scimType").Str() == scim.InvalidFilter {
			x.SetFilter(nil)
			return x.Call()
		}
		return a
	}),
}
