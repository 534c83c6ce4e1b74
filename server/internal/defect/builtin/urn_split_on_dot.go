package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var urnSplitOnDot = defect.Defect{
	Name:   "urn-split-on-dot",
	Title:  "A path with a schema URN is cut at the dot of its version and refused",
	Models: "paths split at every dot, so that urn:…:enterprise:2.0:User:department is the attribute urn:…:enterprise:2",
	Source: "#9, Q08",
	Checks: []string{"AAD-010", "AAD-011", "AAD-016", "EXT-003", "LIF-001", "LIF-002", "LIF-004", "PAT-040", "PAT-041"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		for _, o := range x.Operations() {
			for _, name := range o.Names() {
				head, _, cut := strings.Cut(name, ".")
				if cut && strings.HasPrefix(strings.ToLower(name), "urn:") {
					return x.Refuse(http.StatusBadRequest, scim.InvalidPath, "there is no attribute "+scim.Quote(head))
				}
			}
		}
		return nil
	}),
}
