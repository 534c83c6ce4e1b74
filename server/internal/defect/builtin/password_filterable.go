package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
)

var passwordFilterable = defect.Defect{
	Name:   "password-filterable",
	Title:  "A filter on password finds the users who have it",
	Models: "every column open to filters; passwords can be guessed one letter at a time",
	Source: "RFC 7643 §9.2 violated",
	Checks: []string{"CHR-022", "FLT-036"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		known := newMemory[string]()
		return func(x *wire.Exchange) *wire.Answer {
			if isCreate(x, users) {
				a := x.Call()
				if secret := x.Sent().Get("password").Str(); a.OK() && secret != "" {
					known.put(a.JSON().Get("id").Str(), secret)
				}
				return a
			}
			c, ok := x.Filter().(*filter.Compare)
			if !ok || !strings.EqualFold(c.Path, "password") || !isList(x, users) {
				return nil
			}
			x.SetFilter(nil)
			a := x.Call()
			a.Keep(func(r *wire.Node) bool {
				secret, has := known.get(r.Get("id").Str())
				return has && (c.Op == filter.PR || c.Op == filter.EQ && secret == c.Value.Text ||
					c.Op == filter.SW && strings.HasPrefix(secret, c.Value.Text))
			})
			return a
		}
	}),
}
