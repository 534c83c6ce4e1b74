package builtin

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var putNotStored = defect.Defect{
	Name:   "put-not-stored",
	Title:  "A PUT answers with what was sent and stores nothing",
	Models: "an echo written before the update, and an update that was forgotten",
	Source: "RFC 7644 §3.5.1 violated",
	Checks: []string{"GRP-014", "PUT-002", "PUT-003"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		body := x.Body()
		if !isReplace(x, users, groups) || !body.Is(wire.Object) {
			return nil
		}
		a := x.Current()
		a.Header.Del("Content-Location")
		a.EachResource(func(r *wire.Node) bool {
			for _, m := range body.Members {
				switch strings.ToLower(m.Name) {
				case "id", "meta", "schemas", "password":
				default:
					r.Set(m.Name, m.Value.Clone())
				}
			}
			return true
		})
		return a
	}),
}
