package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var emailRequired = defect.Defect{
	Name:   "email-required",
	Title:  "A user without e-mail is refused with 400",
	Models: "an account that is identified by its e-mail; cloud-only accounts of Entra often have none",
	Source: "#53, Q56",
	Checks: []string{"CRE-001", "DSC-027"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isCreate(x, users) || !x.Body().Is(wire.Object) || !isEmpty(x.Body().Get("emails")) {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.InvalidValue, "emails is required")
	}),
}
