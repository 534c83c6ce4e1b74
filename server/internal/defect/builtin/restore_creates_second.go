package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var restoreCreatesSecond = defect.Defect{
	Name:   "restore-creates-second",
	Title:  "Enabling a disabled user gives it another id",
	Models: "disabled users in a table of their own; Entra's link to the old id breaks",
	Source: "Q35, Q19",
	Checks: []string{"AAD-019", "LIF-005", "RES-004"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		moved := newMemory[string]()
		return func(x *wire.Exchange) *wire.Answer {
			if _, ok := moved.get(x.Target.ID); ok && x.Target.Place() == wire.Resource {
				return x.Refuse(http.StatusNotFound, "", "there is no such user")
			}
			v := written(x, "active")
			if !isPatch(x, users) || v == nil || !strings.EqualFold(v.Text, "true") {
				return nil
			}
			before := x.Current().JSON()
			if before.Get("active") == nil || before.Get("active").Text != "false" {
				return nil
			}
			before.Set("active", wire.Boolean(true))
			x.Send(http.MethodDelete, x.Path(), "", nil)
			a := x.Send(http.MethodPost, "/Users", "", before)
			moved.put(x.Target.ID, a.JSON().Get("id").Str())
			if a.OK() {
				a.Status = http.StatusOK
			}
			return a
		}
	}),
}
