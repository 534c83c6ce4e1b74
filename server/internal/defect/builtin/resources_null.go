package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var resourcesNull = defect.Defect{
	Name:   "resources-null",
	Title:  "Resources of an empty list is null",
	Models: "a slice that was never made, written as JSON; Test Connection fails or the job is quarantined",
	Source: "#11, Q32",
	Checks: []string{"AAD-001", "LST-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isList(x) {
			return nil
		}
		a := x.Call()
		a.Edit(func(root *wire.Node) bool {
			if list := root.Get("Resources"); !list.Is(wire.Array) || len(list.Items) > 0 {
				return false
			}
			root.Set("Resources", &wire.Node{})
			return true
		})
		return a
	}),
}
