package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var unknownAttrFailsAll = defect.Defect{
	Name:   "unknown-attr-fails-all",
	Title:  "One attribute that is not in the schema makes the whole PATCH fail",
	Models: "strict binding of a request; a disable in the same PATCH is lost with the attribute nobody needs",
	Source: "#18, Q11",
	Checks: []string{"AAD-039"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		rt := x.ResourceType()
		for _, o := range x.Operations() {
			for _, name := range o.Names() {
				if rt == nil {
					continue
				}
				if _, known := rt.Resolve(name); !known {
					return x.Refuse(http.StatusBadRequest, scim.InvalidPath, "there is no attribute "+scim.Quote(name))
				}
			}
		}
		return nil
	}),
}
