package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var empty200 = defect.Defect{
	Name:   "empty-200",
	Title:  "A PATCH answers 200 without a body",
	Models: "a handler that returns nothing and leaves the status at its default",
	Source: "#39, Q15",
	Checks: []string{"PAT-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x) {
			return nil
		}
		a := x.Call()
		if a.OK() {
			a.Status = http.StatusOK
			a.SetBody(nil)
		}
		return a
	}),
}
