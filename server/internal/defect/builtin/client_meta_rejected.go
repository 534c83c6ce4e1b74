package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var clientMetaRejected = defect.Defect{
	Name:   "client-meta-rejected",
	Title:  "A create with meta, an empty list or an unknown schema URI is refused with 400",
	Models: "strict validation of a body that Entra fills with more than it means",
	Source: "#54, Q23, Q48, Q57",
	Checks: []string{"AAD-005", "AAD-023", "CRE-015", "RES-006"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		body := x.Body()
		if !isCreate(x, users, groups) || !body.Is(wire.Object) {
			return nil
		}
		for _, s := range body.Get("schemas").List() {
			if schema.Core().Schema(s.Str()) == nil {
				return x.Refuse(http.StatusBadRequest, scim.InvalidValue, "unknown schema "+scim.Quote(s.Str()))
			}
		}
		for _, m := range body.Members {
			if strings.EqualFold(m.Name, "meta") || m.Value.Is(wire.Array) && len(m.Value.Items) == 0 {
				return x.Refuse(http.StatusBadRequest, scim.InvalidValue, m.Name+" is not allowed here")
			}
		}
		return nil
	}),
}
