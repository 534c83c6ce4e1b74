package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var schemasBareArray = defect.Defect{
	Name:   "schemas-bare-array",
	Title:  "/Schemas and /ResourceTypes are bare arrays",
	Models: "a list written as JSON without the envelope of SCIM",
	Source: "#56, Q66",
	Checks: []string{"AAD-031", "AAD-038", "DSC-006", "DSC-012"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.On(http.MethodGet, wire.Collection, "Schemas", "ResourceTypes") {
			return nil
		}
		a := x.Call()
		if list := a.JSON().Get("Resources"); a.OK() && list.Is(wire.Array) {
			a.SetBody(list.Append(nil))
		}
		return a
	}),
}
