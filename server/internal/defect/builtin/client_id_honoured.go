package builtin

import (
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var clientIDHonoured = defect.Defect{
	Name:   "client-id-honoured",
	Title:  "An id sent with a create becomes the id of the resource",
	Models: "a create that is an insert of whatever came",
	Source: "RFC 7643 §3.1 violated",
	Checks: []string{"CHR-011", "RES-005"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		real, alias := newMemory[string](), newMemory[string]()
		return func(x *wire.Exchange) *wire.Answer {
			if id, ok := real.get(x.Target.ID); ok {
				x.SetPath("/" + x.Target.Endpoint + "/" + url.PathEscape(id))
			}
			wanted := ""
			if isCreate(x, users, groups) {
				wanted = x.Sent().Get("id").Str()
			}
			a := x.Call()
			if id := a.JSON().Get("id").Str(); a.OK() && wanted != "" && id != "" {
				real.put(wanted, id)
				alias.put(id, wanted)
			}
			a.EachResource(func(r *wire.Node) bool {
				id := r.Get("id").Str()
				name, ok := alias.get(id)
				if !ok {
					return false
				}
				r.Set("id", wire.Text(name))
				for _, header := range []string{"Location", "Content-Location"} {
					if a.Header.Get(header) != "" {
						a.Header.Set(header, strings.Replace(a.Header.Get(header), id, url.PathEscape(name), 1))
					}
				}
				if at := r.At("meta", "location"); at != nil {
					at.Text = strings.Replace(at.Text, id, url.PathEscape(name), 1)
				}
				return true
			})
			return a
		}
	}),
}
