package builtin

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var putMerges = defect.Defect{
	Name:   "put-merges",
	Title:  "A PUT adds to multi-valued attributes instead of replacing them",
	Models: "PUT implemented as an add of everything in the body",
	Source: "RFC 7644 §3.5.1 violated",
	Checks: []string{"GRP-014", "PUT-003"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		body := x.Body()
		if !isReplace(x, users, groups) || !body.Is(wire.Object) {
			return nil
		}
		now := x.Current().JSON()
		changed := false
		for _, m := range body.Members {
			old := now.Get(m.Name)
			if m.Name == "schemas" || !m.Value.Is(wire.Array) || !old.Is(wire.Array) {
				continue
			}
			for _, item := range old.Items {
				if !slices.ContainsFunc(m.Value.Items, func(n *wire.Node) bool { return n.Get("value").String() == item.Get("value").String() }) {
					item.Drop("primary")
					m.Value.Items, changed = append(m.Value.Items, item), true
				}
			}
		}
		if changed {
			x.SetBody(body)
		}
		return nil
	}),
}
