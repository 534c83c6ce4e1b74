package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var getNeedsAccept = defect.Defect{
	Name:   "get-needs-accept",
	Title:  "A GET without Accept answers 406",
	Models: "content negotiation that takes a missing header for a refusal; Entra sends none",
	Source: "#34, Q47",
	Checks: []string{"AAD-001", "TRN-005"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.Is(http.MethodGet) || x.Request.Header.Get("Accept") != "" {
			return nil
		}
		return x.Refuse(http.StatusNotAcceptable, "", "Accept is missing")
	}),
}
