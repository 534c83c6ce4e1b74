package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var rejectedWriteHappens = defect.Defect{
	Name:   "rejected-write-happens",
	Title:  "A write with a wrong token answers 401 and is done all the same",
	Models: "a check of the token that runs after the handler",
	Source: "RFC 7644 §3.12 violated",
	Checks: []string{"AUT-013"},
	Front:  true,
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		last := newMemory[string]()
		return func(x *wire.Exchange) *wire.Answer {
			a := borrow(x, last, false)
			if a.Status == http.StatusUnauthorized && x.Is(http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete) {
				borrow(x, last, true)
				x.Call()
			}
			return a
		}
	}),
}
