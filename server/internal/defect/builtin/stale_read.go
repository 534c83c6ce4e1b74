package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var staleRead = defect.Defect{
	Name:   "stale-read",
	Title:  "The first read after a change shows the state before it",
	Models: "reads from a replica or a cache that lags behind the writer",
	Source: "Q70",
	Checks: []string{"AAD-007", "AAD-010", "AAD-011", "AAD-012", "AAD-015", "AAD-016", "AAD-018", "AAD-019", "AAD-021", "AAD-026", "ETG-008", "LIF-003", "LIF-004", "LIF-005", "LIF-006", "PAT-003", "PUT-002"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		stale := newMemory[*wire.Answer]()
		return func(x *wire.Exchange) *wire.Answer {
			switch {
			case isPatch(x) || isReplace(x):
				before := x.Current()
				a := x.Call()
				if a.OK() && before.OK() {
					stale.put(x.Path(), before)
				}
				return a
			case x.On(http.MethodGet, wire.Resource, users, groups):
				if before, ok := stale.take(x.Path()); ok {
					return before
				}
			}
			return nil
		}
	}),
}
