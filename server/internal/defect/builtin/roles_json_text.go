package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/schema"
)

var rolesJSONText = defect.Defect{
	Name:   "roles-json-text",
	Title:  "A role sent as JSON text comes back as that text",
	Models: "a value taken for a name, whatever it looks like",
	Source: "#46, Q21",
	Checks: []string{"AAD-041"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		texts := newMemory[string]()
		return func(x *wire.Exchange) *wire.Answer {
			sent := map[string]string{}
			values(x, func(a *schema.Attribute, v *wire.Node) {
				if a.Name != "roles" {
					return
				}
				for _, role := range v.List() {
					text := role.Get("value").Str()
					if inner, err := wire.Parse([]byte(text)); err == nil && inner.Get("value").Str() != "" {
						sent[inner.Get("value").Str()] = text
					}
				}
			})
			a := x.Call()
			id := x.Target.ID
			if id == "" && isCreate(x) {
				id = a.JSON().Get("id").Str()
			}
			for value, text := range sent {
				if a.OK() {
					texts.put(id+"\x00"+value, text)
				}
			}
			a.EachResource(func(r *wire.Node) bool {
				changed := false
				for _, role := range r.Get("roles").List() {
					if text, ok := texts.get(r.Get("id").Str() + "\x00" + role.Get("value").Str()); ok {
						role.Set("value", wire.Text(text))
						changed = true
					}
				}
				return changed
			})
			return a
		}
	}),
}
