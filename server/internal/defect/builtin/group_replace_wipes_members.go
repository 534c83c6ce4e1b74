package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var groupReplaceWipesMembers = defect.Defect{
	Name:   "group-replace-wipes-members",
	Title:  "A pathless replace on a group empties it",
	Models: "a replace that takes the object for the whole group; a rename throws everybody out",
	Source: "#42, Q05, Q38",
	Checks: []string{"OKT-007", "PAT-014"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if isPatch(x, groups) {
			x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
				v := o.Value()
				if o.Op() != "replace" || o.Path() != "" || !v.Is(wire.Object) || v.Get("members") != nil {
					return nil, false
				}
				v.Set("members", wire.List())
				return []wire.Operation{o}, true
			})
		}
		return nil
	}),
}
