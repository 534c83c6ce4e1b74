package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var putCreates = defect.Defect{
	Name:   "put-creates",
	Title:  "A PUT to an unknown id creates a resource",
	Models: "PUT as upsert, as plain HTTP has it",
	Source: "RFC 7644 §3.5.1 violated",
	Checks: []string{"PUT-010"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isReplace(x, users, groups) {
			return nil
		}
		a := x.Call()
		if a.Status == http.StatusNotFound && x.Body().Is(wire.Object) {
			return x.Send(http.MethodPost, "/"+x.Target.Endpoint, "", x.Body())
		}
		return a
	}),
}
