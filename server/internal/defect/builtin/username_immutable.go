package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var usernameImmutable = defect.Defect{
	Name:   "username-immutable",
	Title:  "A PATCH of userName answers 400 mutability",
	Models: "userName as primary key; nobody who marries can be provisioned",
	Source: "#31, Q24",
	Checks: []string{"AAD-021", "LIF-006"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x, users) {
			return nil
		}
		if name := written(x, "userName"); name == nil || x.Current().JSON().Get("userName").Str() == name.Str() {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.Mutability, "userName cannot be changed")
	}),
}
