package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var tokenOptional = defect.Defect{
	Name:   "token-optional",
	Title:  "Requests without credentials are served once somebody has logged in",
	Models: "credentials kept with the connection or the address instead of being asked for",
	Source: "RFC 7644 §2 violated",
	Checks: []string{"AUT-001", "AUT-013"},
	Front:  true,
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		last := newMemory[string]()
		return func(x *wire.Exchange) *wire.Answer {
			return borrow(x, last, x.Request.Header.Get("Authorization") == "")
		}
	}),
}

// borrow serves a request with the credentials of the last one that was let in, when it needs them.
func borrow(x *wire.Exchange, last *memory[string], needed bool) *wire.Answer {
	if needed {
		if credentials, ok := last.get("last"); ok {
			x.SetHeader("Authorization", credentials)
		}
		return nil
	}
	a := x.Call()
	if a.Status != http.StatusUnauthorized {
		last.put("last", x.Request.Header.Get("Authorization"))
	}
	return a
}
