package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var removeValueWritesBack = defect.Defect{
	Name:   "remove-value-writes-back",
	Title:  "Removing a filtered value writes the value given instead",
	Models: "one code path for all operations that have a value; Entra repeats the old value in a remove",
	Source: "#52, Q71",
	Checks: []string{"AAD-042"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			p, ok := o.Parsed()
			if !ok || p.Filter == nil || o.Op() != "remove" || isEmpty(o.Value()) {
				return nil, false
			}
			return []wire.Operation{wire.NewOperation("replace", o.Path(), o.Value())}, true
		})
		return nil
	}),
}
