package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var patch405 = defect.Defect{
	Name:   "patch-405",
	Title:  "PATCH answers 405",
	Models: "updates by PUT only, which Entra never sends",
	Source: "#35, Q34",
	Checks: []string{"PAT-001", "PAT-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.Is(http.MethodPatch) {
			return nil
		}
		a := x.Refuse(http.StatusMethodNotAllowed, "", "PATCH is not possible; use PUT")
		a.Header.Set("Allow", "DELETE, GET, HEAD, PUT")
		return a
	}),
}
