package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var normalisesValues = defect.Defect{
	Name:   "normalises-values",
	Title:  "userName and e-mail addresses come back in lower case",
	Models: "values normalised when they are stored; Entra finds them different and writes them again at every evaluation",
	Source: "#27, Q17, Q36",
	Checks: []string{"AAD-022", "CHR-017", "CRE-004"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.Target.Endpoint != users {
			return nil
		}
		lower := func(n *wire.Node) bool {
			if !n.Is(wire.String) || n.Text == strings.ToLower(n.Text) {
				return false
			}
			n.Text = strings.ToLower(n.Text)
			return true
		}
		a := x.Call()
		a.EachResource(func(r *wire.Node) bool {
			changed := lower(r.Get("userName"))
			for _, e := range r.Get("emails").List() {
				changed = lower(e.Get("value")) || changed
			}
			return changed
		})
		return a
	}),
}
