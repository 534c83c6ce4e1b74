package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var rolesStringPrimary = defect.Defect{
	Name:   "roles-string-primary",
	Title:  `primary of a role is answered as the string "True"`,
	Models: `the literal of the filter roles[primary eq "True"] stored as it came`,
	Source: "#45, Q30",
	Checks: []string{"AAD-014", "CHR-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.Target.Endpoint != users {
			return nil
		}
		a := x.Call()
		a.EachResource(func(r *wire.Node) bool {
			changed := false
			for _, role := range r.Get("roles").List() {
				if p := role.Get("primary"); p.Is(wire.Bool) {
					role.Set("primary", wire.Text(strings.ToUpper(p.Text[:1])+p.Text[1:]))
					changed = true
				}
			}
			return changed
		})
		return a
	}),
}
