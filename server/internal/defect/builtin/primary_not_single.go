package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var primaryNotSingle = defect.Defect{
	Name:   "primary-not-single",
	Title:  "Several e-mails can be primary at once",
	Models: "primary as a column like any other",
	Source: "RFC 7643 §2.4, RFC 7644 §3.5.2 violated",
	Checks: []string{"CHR-009", "PAT-030"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		marked := newMemory[bool]()
		return func(x *wire.Exchange) *wire.Answer {
			if x.Target.Endpoint != users {
				return nil
			}
			a := x.Call()
			a.EachResource(func(r *wire.Node) bool {
				changed := false
				for _, e := range r.Get("emails").List() {
					key := r.Get("id").Str() + "\x00" + e.Get("value").Str()
					if p := e.Get("primary"); p.Is(wire.Bool) && p.Text == "true" {
						marked.put(key, true)
					} else if was, _ := marked.get(key); was {
						e.Set("primary", wire.Boolean(true))
						changed = true
					}
				}
				return changed
			})
			return a
		}
	}),
}
