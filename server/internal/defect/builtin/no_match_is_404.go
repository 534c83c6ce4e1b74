package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var noMatchIs404 = defect.Defect{
	Name:   "no-match-is-404",
	Title:  "A filter that matches nothing answers 404",
	Models: "a search treated like a read; Entra takes it for a wrong tenant URL",
	Source: "#10, Q06",
	Checks: []string{"AAD-001", "GRP-020", "LST-003", "OKT-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.FilterText() == "" {
			return nil
		}
		a := x.Call()
		if n, ok := a.JSON().Get("totalResults").Number(); a.OK() && ok && n == 0 {
			return x.Refuse(http.StatusNotFound, "", "nothing matches the filter")
		}
		return a
	}),
}
