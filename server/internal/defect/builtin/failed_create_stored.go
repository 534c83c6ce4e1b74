package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var failedCreateStored = defect.Defect{
	Name:   "failed-create-stored",
	Title:  "A create that is refused leaves a user with that userName behind",
	Models: "a row inserted before the rest of the body is looked at, without a transaction around both",
	Source: "RFC 7644 §3.3 violated",
	Checks: []string{"CRE-018"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isCreate(x, users) {
			return nil
		}
		a := x.Call()
		if name := x.Body().Get("userName"); a.Status == http.StatusBadRequest && name.Str() != "" {
			body := wire.Map("schemas", wire.List(wire.Text(scim.SchemaUser)), "userName", name)
			x.Send(http.MethodPost, "/Users", "", body)
		}
		return a
	}),
}
