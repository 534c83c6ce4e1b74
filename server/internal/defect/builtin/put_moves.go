package builtin

import (
	"net/url"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var putMoves = defect.Defect{
	Name:   "put-moves",
	Title:  "A PUT changes the resource whose id stands in the body, not in the URL",
	Models: "an update by the key of the object",
	Source: "RFC 7644 §3.5.1 violated",
	Checks: []string{"PUT-007"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if id := x.Body().Get("id").Str(); isReplace(x, users, groups) && id != "" {
			x.SetPath("/" + x.Target.Endpoint + "/" + url.PathEscape(id))
		}
		return nil
	}),
}
