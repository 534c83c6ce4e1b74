package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var stalePatchBody = defect.Defect{
	Name:   "stale-patch-body",
	Title:  "The answer to a PATCH shows the resource as it was before",
	Models: "the entity read for the update is answered instead of the one that came of it",
	Source: "#38, Q15, Q70",
	Checks: []string{"PAT-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x) {
			return nil
		}
		before := x.Send(http.MethodGet, x.Path(), x.Request.URL.RawQuery, nil)
		a := x.Call()
		if a.OK() && len(a.Body) > 0 && before.OK() {
			a.SetBody(before.Body)
		}
		return a
	}),
}
