package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var schemeCaseSensitive = defect.Defect{
	Name:   "scheme-case-sensitive",
	Title:  "The authentication scheme must be written Bearer",
	Models: `a comparison of the header's beginning with "Bearer "`,
	Source: "RFC 9110 §11.1 violated",
	Checks: []string{"AUT-004"},
	Front:  true,
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		header := x.Request.Header.Get("Authorization")
		if header == "" || strings.HasPrefix(header, "Bearer ") {
			return nil
		}
		a := x.Refuse(http.StatusUnauthorized, "", "the bearer token is missing")
		a.Header.Set("Www-Authenticate", `Bearer realm="scim", error="invalid_token"`)
		return a
	}),
}
