package builtin

import (
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var memberReaddError = defect.Defect{
	Name:   "member-readd-error",
	Title:  "Adding somebody who is a member already answers 409",
	Models: "an insert into a table of pairs without thought for repeats",
	Source: "#40, Q58",
	Checks: []string{"GRP-008"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		return refuseMembers(x, "add", true, func() *wire.Answer {
			return x.Refuse(http.StatusConflict, scim.Uniqueness, "the user is a member already")
		})
	}),
}

// refuseMembers gives an answer when a PATCH of a group adds or removes somebody who is, or is not, a member.
func refuseMembers(x *wire.Exchange, op string, present bool, answer func() *wire.Answer) *wire.Answer {
	if !isPatch(x, groups) {
		return nil
	}
	var asked []string
	for _, o := range x.Operations() {
		if ids, ok := memberIDs(o); ok && o.Op() == op {
			asked = append(asked, ids...)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	have := members(x)
	for _, id := range asked {
		if slices.Contains(have, id) == present {
			return answer()
		}
	}
	return nil
}
