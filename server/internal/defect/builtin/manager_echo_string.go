package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var managerEchoString = defect.Defect{
	Name:   "manager-echo-string",
	Title:  "manager is answered as a bare id",
	Models: "what Entra sent is stored and given back as it came; Entra cannot read the user any more",
	Source: "#16, Q09, Q45",
	Checks: []string{"AAD-016", "EXT-004"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.Target.Endpoint != users {
			return nil
		}
		a := x.Call()
		a.EachResource(func(r *wire.Node) bool {
			id := r.At(enterprise, "manager", "value")
			if id == nil {
				return false
			}
			r.Get(enterprise).Set("manager", id)
			return true
		})
		return a
	}),
}
