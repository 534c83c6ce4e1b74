package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var disabledIsGone = defect.Defect{
	Name:   "disabled-is-gone",
	Title:  "Users with active false are neither read nor found",
	Models: "disabling treated as deleting; Entra creates a duplicate or cannot enable the account again",
	Source: "#20, Q19",
	Checks: []string{"AAD-018", "LIF-005"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		one := x.On(http.MethodGet, wire.Resource, users)
		if !one && !isList(x, users) {
			return nil
		}
		gone := func(r *wire.Node) bool { return r.Get("active").Is(wire.Bool) && r.Get("active").Text == "false" }
		a := x.Call()
		if one && a.OK() && gone(a.JSON()) {
			return x.Refuse(http.StatusNotFound, "", "there is no such user")
		}
		a.Keep(func(r *wire.Node) bool { return !gone(r) })
		return a
	}),
}
