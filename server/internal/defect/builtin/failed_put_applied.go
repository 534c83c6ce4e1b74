package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var failedPutApplied = defect.Defect{
	Name:   "failed-put-applied",
	Title:  "A PUT that is refused has changed the displayName all the same",
	Models: "attributes set one after the other on a live object, until one of them throws",
	Source: "RFC 7644 §3.5.1 violated",
	Checks: []string{"PUT-013"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isReplace(x, users, groups) {
			return nil
		}
		a := x.Call()
		if name := x.Body().Get("displayName"); name.Str() != "" && (a.Status == http.StatusBadRequest || a.Status == http.StatusConflict) {
			x.Patch(wire.NewOperation("replace", "displayName", name))
		}
		return a
	}),
}
