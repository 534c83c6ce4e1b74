package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var sortMissingFirst = defect.Defect{
	Name:   "sort-missing-first",
	Title:  "Resources without the key come first in ascending order",
	Models: "a database in which null is the smallest value",
	Source: "RFC 7644 §3.4.2.3 violated",
	Checks: []string{"SRT-006"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		present := map[bool]int{true: 1}
		return resorted(x, func(a, b *wire.Node) int { return present[a != nil] - present[b != nil] })
	}),
}
