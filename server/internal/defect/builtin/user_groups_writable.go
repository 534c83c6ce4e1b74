package builtin

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var userGroupsWritable = defect.Defect{
	Name:   "user-groups-writable",
	Title:  "Writing groups of a user changes memberships",
	Models: "a relation that is bound from both sides",
	Source: "RFC 7643 §4.1.2 violated",
	Checks: []string{"CHR-011", "GRP-017"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isCreate(x, users) && !isReplace(x, users) {
			return nil
		}
		a := x.Call()
		id := a.JSON().Get("id")
		for _, g := range x.Sent().Get("groups").List() {
			group := g.Get("value").Str()
			if !a.OK() || group == "" || id == nil {
				continue
			}
			add := wire.Map("schemas", wire.List(wire.Text(scim.MessagePatchOp)),
				"Operations", wire.List(wire.NewOperation("add", "members", memberList([]string{id.Str()})).Node))
			x.Send(http.MethodPatch, "/Groups/"+url.PathEscape(group), "", add)
		}
		return a
	}),
}
