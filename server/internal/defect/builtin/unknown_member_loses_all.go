package builtin

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var unknownMemberLosesAll = defect.Defect{
	Name:   "unknown-member-loses-all",
	Title:  "A PATCH with an unknown member succeeds and adds nobody",
	Models: "an error that is logged and forgotten; the valid members of the request are lost, and Entra never asks again",
	Source: "Q23, Q59",
	Checks: []string{"GRP-015"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x, groups) {
			return nil
		}
		var ids []string
		for _, o := range x.Operations() {
			if added, ok := memberIDs(o); ok && o.Op() != "remove" {
				ids = append(ids, added...)
			}
		}
		for _, id := range ids {
			known := x.Send(http.MethodGet, "/Users/"+url.PathEscape(id), "attributes=id", nil).OK() ||
				x.Send(http.MethodGet, "/Groups/"+url.PathEscape(id), "attributes=id", nil).OK()
			if !known {
				return x.Unchanged()
			}
		}
		return nil
	}),
}
