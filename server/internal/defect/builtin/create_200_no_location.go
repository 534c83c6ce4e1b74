package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var create200NoLocation = defect.Defect{
	Name:   "create-200-no-location",
	Title:  "A create answers 200 without Location and meta.location",
	Models: "the default status of the framework, and an address nobody thought of",
	Source: "#55",
	Checks: []string{"CRE-001", "CRE-003", "RES-009"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isCreate(x, users, groups) {
			return nil
		}
		a := x.Call()
		if a.Status == http.StatusCreated {
			a.Status = http.StatusOK
			a.Header.Del("Location")
			a.EachResource(func(r *wire.Node) bool {
				m := r.Get("meta")
				return m.Is(wire.Object) && m.Drop("location")
			})
		}
		return a
	}),
}
