package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var largeGroupTruncated = defect.Defect{
	Name:   "large-group-truncated",
	Title:  "A PATCH of a group with more than 100 members keeps the first 100",
	Models: "a list read with a page limit and written back as a whole",
	Source: "#63, FusionAuth/fusionauth-issues#2784",
	Checks: []string{"GRP-024"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x, groups) {
			return nil
		}
		a := x.Call()
		if a.OK() {
			if ids := members(x); len(ids) > readLimit {
				x.Patch(wire.NewOperation("replace", "members", memberList(ids[:readLimit])))
			}
		}
		return a
	}),
}

// readLimit is how many members the faulty server reads.
const readLimit = 100
