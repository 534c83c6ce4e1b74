package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var filteredPathNoTarget = defect.Defect{
	Name:   "filtered-path-no-target",
	Title:  "add and replace on a filtered path that selects nothing answer 400 noTarget",
	Models: "the answer of the RFC to replace, given to add as well; Entra cannot write the first work e-mail of anybody",
	Source: "#4, Q02",
	Checks: []string{"AAD-012", "AAD-013", "AAD-014", "AAD-015"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		for _, o := range x.Operations() {
			if p, ok := o.Parsed(); ok && p.Filter != nil && o.Op() != "remove" && !exists(x, p) {
				return x.Refuse(http.StatusBadRequest, scim.NoTarget, "no element matches "+scim.Quote(o.Path()))
			}
		}
		return nil
	}),
}
