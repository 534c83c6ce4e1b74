package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var tokenInQuery = defect.Defect{
	Name:   "token-in-query",
	Title:  "A token passed as access_token in the URL is accepted",
	Models: "a convenience of RFC 6750 that ends up in every log",
	Source: "RFC 6750 §2.3",
	Checks: []string{"AUT-006"},
	Front:  true,
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if token, ok := x.Query("access_token"); ok && !x.IsSearch() && x.Request.Header.Get("Authorization") == "" {
			x.SetHeader("Authorization", "Bearer "+token)
		}
		return nil
	}),
}
