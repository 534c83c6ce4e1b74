package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var replaceNeedsValue = defect.Defect{
	Name:   "replace-needs-value",
	Title:  "replace of an attribute without value is refused with 400",
	Models: "an update that insists on something to update",
	Source: "RFC 7644 §3.5.2.3 violated",
	Checks: []string{"AAD-013", "PAT-013"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		var now *wire.Node
		rt := x.ResourceType()
		for _, o := range x.Operations() {
			p, ok := o.Parsed()
			if !ok || o.Op() != "replace" || rt == nil || isEmpty(o.Value()) {
				continue
			}
			target, known := rt.Resolve(p.Attr)
			if !known || target.Attr == nil || target.Sub != nil {
				continue
			}
			if now == nil {
				if a := x.Current(); a.OK() {
					now = a.JSON()
				}
			}
			holder := now
			if target.Extension {
				holder = now.Get(target.Schema.ID)
			}
			if now != nil && holder.Get(target.Attr.Name) == nil {
				return x.Refuse(http.StatusBadRequest, scim.NoTarget, target.String()+" has no value to replace")
			}
		}
		return nil
	}),
}
