package builtin

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var deleteGroupDeletesMembers = defect.Defect{
	Name:   "delete-group-deletes-members",
	Title:  "Deleting a group deletes its members",
	Models: "a foreign key that cascades the wrong way",
	Source: "RFC 7643 §4.2 violated",
	Checks: []string{"DEL-007"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.On(http.MethodDelete, wire.Resource, groups) {
			return nil
		}
		ids := members(x)
		a := x.Call()
		for _, id := range ids {
			if a.OK() {
				x.Send(http.MethodDelete, "/Users/"+url.PathEscape(id), "", nil)
			}
		}
		return a
	}),
}
