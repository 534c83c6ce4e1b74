package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var stringBoolRejected = defect.Defect{
	Name:   "string-bool-rejected",
	Title:  "Booleans written as strings are refused with 400",
	Models: `a typed model that takes active only as a JSON boolean, so that Entra's "False" never disables anybody`,
	Source: "#2, Q03",
	Checks: []string{"AAD-008", "AAD-009", "LIF-005"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		var refused string
		values(x, func(a *schema.Attribute, v *wire.Node) {
			if a.Type == schema.Boolean && v.Is(wire.String) {
				refused = a.Name
			}
		})
		if refused == "" {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.InvalidValue, refused+" must be a boolean")
	}),
}
