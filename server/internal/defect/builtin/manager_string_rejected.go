package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var managerStringRejected = defect.Defect{
	Name:   "manager-string-rejected",
	Title:  "A manager given as a bare id is refused with 400",
	Models: "a typed model that takes manager only as an object",
	Source: "#15, Q09",
	Checks: []string{"AAD-016", "LIF-001", "LIF-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		refused := false
		values(x, func(a *schema.Attribute, v *wire.Node) {
			refused = refused || a.Name == "manager" && v.Is(wire.String) && v.Text != ""
		})
		if !refused {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.InvalidValue, "manager must be an object")
	}),
}
