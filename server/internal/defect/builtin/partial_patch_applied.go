package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var partialPatchApplied = defect.Defect{
	Name:   "partial-patch-applied",
	Title:  "When one operation fails, those before it have been stored",
	Models: "operations applied one by one, each with a transaction of its own",
	Source: "#62, Q75",
	Checks: []string{"PAT-029", "ROB-008"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		ops := x.Operations()
		if len(ops) < 2 {
			return nil
		}
		var a *wire.Answer
		for _, o := range ops {
			x.SetOperations([]wire.Operation{o})
			if a = x.Call(); !a.OK() {
				return a
			}
			x.SetHeader("If-Match", "") // the version it names is past
		}
		return a
	}),
}
