package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var managerClearIgnored = defect.Defect{
	Name:   "manager-clear-ignored",
	Title:  "Clearing the manager succeeds and changes nothing",
	Models: "a manager that can be set and changed but not taken away",
	Source: "#50, Q41",
	Checks: []string{"AAD-017", "EXT-004"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		rt := x.ResourceType()
		if rt == nil || !isPatch(x, users) {
			return nil
		}
		_, empty := x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			ignored := o.Path() != "" && o.Touches(rt, "manager") && (o.Op() == "remove" || isEmpty(o.Value()))
			return nil, ignored
		})
		if empty {
			return x.Unchanged()
		}
		return nil
	}),
}
