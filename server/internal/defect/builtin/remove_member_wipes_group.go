package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var removeMemberWipesGroup = defect.Defect{
	Name:   "remove-member-wipes-group",
	Title:  "Removing listed members removes all members",
	Models: "RFC 7644 taken to the letter: the value of a remove is ignored, so Entra's removal of one member empties the group",
	Source: "#1, Q01",
	Checks: []string{"AAD-027", "AAD-037", "LIF-010"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if isPatch(x, groups) {
			x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
				if o.Op() != "remove" || !strings.EqualFold(o.Path(), "members") || !o.Node.Drop("value") {
					return nil, false
				}
				return []wire.Operation{o}, true
			})
		}
		return nil
	}),
}
