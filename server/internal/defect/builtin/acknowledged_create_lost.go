package builtin

import (
	"net/http"
	"net/url"
	"sync/atomic"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var acknowledgedCreateLost = defect.Defect{
	Name:   "acknowledged-create-lost",
	Title:  "Every fifth user that was created is gone afterwards",
	Models: "an answer before the commit, and a commit that fails",
	Source: "RFC 7644 §3.3 violated",
	Checks: []string{"LIF-001", "LIF-008", "LIF-009", "LIF-011"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		var created atomic.Int64
		return func(x *wire.Exchange) *wire.Answer {
			if !isCreate(x, users) {
				return nil
			}
			a := x.Call()
			if id := a.JSON().Get("id").Str(); a.OK() && id != "" && created.Add(1)%5 == 0 {
				x.Send(http.MethodDelete, "/Users/"+url.PathEscape(id), "", nil)
			}
			return a
		}
	}),
}
