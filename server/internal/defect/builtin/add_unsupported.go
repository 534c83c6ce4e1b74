package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var addUnsupported = defect.Defect{
	Name:   "add-unsupported",
	Title:  "add on a single-valued attribute is refused with 400",
	Models: "only replace implemented for single values; Entra sends add whenever its last read showed no value",
	Source: "#17, Q10",
	Checks: []string{"AAD-007", "AAD-016", "LIF-001", "LIF-002", "LIF-004", "PAT-004", "PAT-005", "PAT-007", "PAT-008"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		rt := x.ResourceType()
		for _, o := range x.Operations() {
			if o.Op() != "add" || rt == nil {
				continue
			}
			for _, p := range o.Targets(rt) {
				if p.Attr != nil && !p.Attr.MultiValued {
					return x.Refuse(http.StatusBadRequest, scim.InvalidSyntax, "add is not possible for "+p.String()+"; use replace")
				}
			}
		}
		return nil
	}),
}
