package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var preconditionRequired = defect.Defect{
	Name:   "precondition-required",
	Title:  "A change without If-Match answers 428",
	Models: "a guard against lost updates, imposed on clients that never heard of it",
	Source: "#59, Q67",
	Checks: []string{"AAD-007", "AAD-008", "AAD-010", "AAD-011", "AAD-012", "AAD-015", "AAD-016", "AAD-021", "AAD-026", "PAT-002"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.Is(http.MethodPatch, http.MethodPut, http.MethodDelete) || x.Target.Place() != wire.Resource ||
			x.Request.Header.Get("If-Match") != "" {
			return nil
		}
		return x.Refuse(http.StatusPreconditionRequired, "", "If-Match is missing")
	}),
}
