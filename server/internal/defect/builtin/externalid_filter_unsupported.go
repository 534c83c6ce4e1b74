package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var externalIDFilterUnsupported = defect.Defect{
	Name:   "externalid-filter-unsupported",
	Title:  "Filters on externalId answer 400 invalidFilter",
	Models: "a list of filterable attributes that holds userName and little else",
	Source: "#12, Q07",
	Checks: []string{"AAD-004", "FLT-028"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		asked := false
		if e := x.Filter(); e != nil {
			wire.Comparisons(e, func(path string, _ *filter.Compare) {
				asked = asked || strings.EqualFold(path, "externalId")
			})
		}
		if !asked {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.InvalidFilter, "externalId cannot be filtered by")
	}),
}
