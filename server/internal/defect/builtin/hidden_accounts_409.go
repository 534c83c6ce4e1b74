package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var hiddenAccounts409 = defect.Defect{
	Name:   "hidden-accounts-409",
	Title:  "Users without externalId are in no list, but their userName is taken",
	Models: "lists of what was provisioned by SCIM only, beside accounts made at first login; every create answers 409 for ever",
	Source: "#28, Q18",
	Checks: []string{"AAD-003"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isList(x, users) {
			return nil
		}
		if names, ok := x.Query("attributes"); ok && !strings.Contains(strings.ToLower(names), "externalid") {
			x.SetQuery("attributes", names+",externalId")
		}
		a := x.Call()
		a.Keep(func(r *wire.Node) bool { return r.Get("externalId") != nil })
		return a
	}),
}
