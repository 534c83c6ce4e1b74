package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var opCaseSensitive = defect.Defect{
	Name:   "op-case-sensitive",
	Title:  "Add, Replace and Remove are unknown operations, only lower case is known",
	Models: "an enumeration of add, replace and remove, compared as written",
	Source: "#3, Q04",
	Checks: []string{"AAD-007"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		for _, o := range x.Operations() {
			if written := o.Node.Get("op").Str(); written != o.Op() {
				return x.Refuse(http.StatusBadRequest, scim.InvalidSyntax, "unknown op "+scim.Quote(written))
			}
		}
		return nil
	}),
}
