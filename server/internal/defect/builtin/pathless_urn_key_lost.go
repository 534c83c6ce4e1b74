package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var pathlessURNKeyLost = defect.Defect{
	Name:   "pathless-urn-key-lost",
	Title:  "A key such as urn:…:User:department in a pathless operation is ignored",
	Models: "an implementation that knows the URN as the key of an object only, and skips keys it does not know",
	Source: "#8, Q05, Q08",
	Checks: []string{"AAD-011"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		rt := x.ResourceType()
		if rt == nil {
			return nil
		}
		_, empty := x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			kept, lost := splitKeys(o, func(key string) bool {
				p, ok := rt.Resolve(key)
				return ok && p.Attr != nil && strings.HasPrefix(strings.ToLower(key), "urn:")
			})
			return kept, len(lost) > 0
		})
		if empty {
			return x.Unchanged()
		}
		return nil
	}),
}
