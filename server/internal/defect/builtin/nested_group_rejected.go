package builtin

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var nestedGroupRejected = defect.Defect{
	Name:   "nested-group-rejected",
	Title:  "A group as a member answers 400",
	Models: "a table of pairs of users and groups",
	Source: "Q72",
	Checks: []string{"GRP-018"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x, groups) {
			return nil
		}
		for _, o := range x.Operations() {
			ids, _ := memberIDs(o)
			for _, id := range ids {
				if o.Op() != "remove" && x.Send(http.MethodGet, "/Groups/"+url.PathEscape(id), "attributes=id", nil).OK() {
					return x.Refuse(http.StatusBadRequest, scim.InvalidValue, "a member must be a user")
				}
			}
		}
		return nil
	}),
}
