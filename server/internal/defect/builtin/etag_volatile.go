package builtin

import (
	"net/http"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var etagVolatile = defect.Defect{
	Name:   "etag-volatile",
	Title:  "The ETag of a resource is another one at every read",
	Models: "a hash over a representation with a time stamp in it",
	Source: "RFC 9110 §8.8.1 violated",
	Checks: []string{"ETG-003", "ETG-008", "ETG-009"},
	Wrap: wire.Remembering(func(env wire.Env) wire.Handler {
		random := env.Rand("etag-volatile")
		return func(x *wire.Exchange) *wire.Answer {
			if !x.On(http.MethodGet, wire.Resource, users, groups) {
				return nil
			}
			a := x.Call()
			if a.Header.Get("Etag") != "" {
				a.Header.Set("Etag", `W/"`+strconv.Itoa(random.IntN(1<<30))+`"`)
			}
			return a
		}
	}),
}
