package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var deletedStillReadable = defect.Defect{
	Name:   "deleted-still-readable",
	Title:  "A deleted resource can still be read, with active false",
	Models: "a delete that sets a mark and a read that does not look at it; Entra keeps its link and never creates the user again",
	Source: "Q50",
	Checks: []string{"AAD-020", "DEL-002", "LIF-005", "LIF-007"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		tombs := newMemory[*wire.Answer]()
		return func(x *wire.Exchange) *wire.Answer {
			switch {
			case x.On(http.MethodDelete, wire.Resource, users, groups):
				before := x.Current()
				a := x.Call()
				if a.OK() {
					before.EachResource(func(r *wire.Node) bool {
						if x.Target.Endpoint == users {
							r.Set("active", wire.Boolean(false))
						}
						return true
					})
					tombs.put(x.Path(), before)
				}
				return a
			case x.On(http.MethodGet, wire.Resource, users, groups):
				a := x.Call()
				if before, ok := tombs.get(x.Path()); ok && a.Status == http.StatusNotFound {
					return before
				}
				return a
			}
			return nil
		}
	}),
}
