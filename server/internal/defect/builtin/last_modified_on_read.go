package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var lastModifiedOnRead = defect.Defect{
	Name:   "last-modified-on-read",
	Title:  "meta.lastModified is the time of the answer",
	Models: "a time stamp taken when the object is serialised",
	Source: "RFC 7643 §3.1 violated",
	Checks: []string{"PAT-010", "RES-008", "RES-011"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		a := x.Call()
		a.EachResource(func(r *wire.Node) bool {
			at := r.At("meta", "lastModified")
			if at == nil {
				return false
			}
			*at = *wire.Text(x.Env.Now().UTC().Format("2006-01-02T15:04:05.000Z"))
			return true
		})
		return a
	}),
}
