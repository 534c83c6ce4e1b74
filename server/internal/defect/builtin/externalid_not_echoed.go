package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var externalIDNotEchoed = defect.Defect{
	Name:   "externalid-not-echoed",
	Title:  "No answer carries externalId",
	Models: "externalId kept for the server's own use, or not at all; Entra sends it again at every evaluation",
	Source: "#14, Q07, Q17",
	Checks: []string{"AAD-023", "CRE-002", "CRE-004", "LIF-003", "RES-013"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.Target.Endpoint != users && x.Target.Endpoint != groups {
			return nil
		}
		a := x.Call()
		a.EachResource(func(r *wire.Node) bool { return r.Drop("externalId") })
		return a
	}),
}
