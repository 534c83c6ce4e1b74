package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var silentIgnore = defect.Defect{
	Name:   "silent-ignore",
	Title:  "A PATCH succeeds and changes nothing",
	Models: "a handler that says yes before it has understood; Entra trusts its own record after a success and never looks again",
	Source: "#37, Q01, Q59",
	Checks: []string{"AAD-007", "AAD-008", "AAD-010", "AAD-011", "AAD-012", "AAD-015", "AAD-016", "AAD-018", "AAD-021", "AAD-026", "LIF-001", "LIF-003", "LIF-004", "LIF-005", "LIF-006", "LIF-010", "PAT-003", "PAT-012"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x) {
			return nil
		}
		return x.Unchanged()
	}),
}
