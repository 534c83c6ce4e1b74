package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var activeAlwaysTrue = defect.Defect{
	Name:   "active-always-true",
	Title:  "Every answer says active true",
	Models: "active is not stored, or mapped from something that never changes; Entra disables again and again",
	Source: "#21, Q19",
	Checks: []string{"AAD-008", "AAD-018", "CRE-025", "LIF-005", "PAT-048"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.Target.Endpoint != users {
			return nil
		}
		a := x.Call()
		a.EachResource(func(r *wire.Node) bool {
			if r.Get("active") == nil || r.Get("active").Text == "true" {
				return false
			}
			r.Set("active", wire.Boolean(true))
			return true
		})
		return a
	}),
}
