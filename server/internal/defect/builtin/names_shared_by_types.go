package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var namesSharedByTypes = defect.Defect{
	Name:   "names-shared-by-types",
	Title:  "A group cannot have the name of a user",
	Models: "one unique index over the names of all principals",
	Source: "RFC 7643 §2.2 violated",
	Checks: []string{"CHR-019"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		name := x.Body().Get("displayName").Str()
		if !isCreate(x, groups) || name == "" || found(x, users, "userName", name) == nil {
			return nil
		}
		return x.Refuse(http.StatusConflict, scim.Uniqueness, "the name is taken")
	}),
}
