package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var errorsNotSCIM = defect.Defect{
	Name:   "errors-not-scim",
	Title:  "Errors have a body of the framework's own making",
	Models: "a web framework's error handler in front of SCIM; Entra cannot read even an honest 404",
	Source: "#32, Q22",
	Checks: []string{"AAD-032", "ERR-001", "ERR-002", "GET-002", "OKT-003", "TRN-007", "TRN-014"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		a := x.Call()
		if a.Status >= 400 {
			body := wire.Map("timestamp", wire.Text("2026-03-02T07:43:56.650"), "status", wire.Int(a.Status),
				"error", wire.Text(http.StatusText(a.Status)), "path", wire.Text(x.Request.URL.Path))
			a.Foreign("application/json", body.String())
		}
		return a
	}),
}
