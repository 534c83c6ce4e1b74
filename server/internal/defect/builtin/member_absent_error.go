package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var memberAbsentError = defect.Defect{
	Name:   "member-absent-error",
	Title:  "Removing somebody who is no member answers 404",
	Models: "a delete from a table of pairs that insists on having deleted",
	Source: "#41, Q58",
	Checks: []string{"GRP-010"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		return refuseMembers(x, "remove", false, func() *wire.Answer {
			return x.Refuse(http.StatusNotFound, "", "the user is not a member")
		})
	}),
}
