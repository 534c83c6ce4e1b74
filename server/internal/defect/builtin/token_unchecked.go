package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var tokenUnchecked = defect.Defect{
	Name:   "token-unchecked",
	Title:  "Any token is accepted once a right one has been seen",
	Models: "a token that is decoded but not verified",
	Source: "RFC 6750 §3.1, RFC 7644 §2 violated",
	Checks: []string{"AUT-003", "AUT-005", "AUT-013"},
	Front:  true,
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		last := newMemory[string]()
		return func(x *wire.Exchange) *wire.Answer {
			a := borrow(x, last, false)
			if a.Status == http.StatusUnauthorized && x.Request.Header.Get("Authorization") != "" {
				borrow(x, last, true)
				return x.Call()
			}
			return a
		}
	}),
}
