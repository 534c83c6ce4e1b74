package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var groupExternalIDFrozen = defect.Defect{
	Name:   "group-externalid-frozen",
	Title:  "The externalId of a group never changes after it was created",
	Models: "a PATCH of groups that knows members and displayName; a group matched by name never gets its externalId",
	Source: "#43, Q38",
	Checks: []string{"AAD-036"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x, groups) {
			return nil
		}
		_, empty := x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			if strings.EqualFold(o.Path(), "externalId") {
				return nil, true
			}
			kept, frozen := splitKeys(o, func(key string) bool { return strings.EqualFold(key, "externalId") })
			return kept, len(frozen) > 0
		})
		if empty {
			return x.Unchanged()
		}
		return nil
	}),
}
