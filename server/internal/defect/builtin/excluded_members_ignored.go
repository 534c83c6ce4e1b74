package builtin

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var excludedMembersIgnored = defect.Defect{
	Name:   "excluded-members-ignored",
	Title:  "excludedAttributes=members has no effect",
	Models: "a parameter nobody implemented; big groups are read with all members at every evaluation",
	Source: "#22, Q12",
	Checks: []string{"AAD-024", "ATT-014"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		names, ok := x.Query("excludedAttributes")
		if !ok {
			return nil
		}
		list := strings.Split(names, ",")
		kept := slices.DeleteFunc(slices.Clone(list), func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), "members") })
		switch {
		case len(kept) == 0:
			x.DropQuery("excludedAttributes")
		case len(kept) < len(list):
			x.SetQuery("excludedAttributes", strings.Join(kept, ","))
		}
		return nil
	}),
}
